;;; ambit.el --- Ambit's checks in Eglot -*- lexical-binding: t -*-

;; Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
;; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))

;;; Commentary:

;; Has Eglot start ambit-clangd for C and C++:
;;
;;   (require 'ambit)
;;   (add-hook 'c-mode-hook #'eglot-ensure)
;;   (add-hook 'c++-mode-hook #'eglot-ensure)
;;
;; `ambit-explain' opens the page about the finding at point, `ambit-waive' waives it.

;;; Code:

(require 'eglot)
(require 'flymake)
(require 'seq)

(defgroup ambit nil "Ambit: cores, threads and interrupts." :group 'tools)

(defcustom ambit-clangd "ambit-clangd" "The server." :type 'string)

(defcustom ambit-unannotated nil "What is reported of code that says nothing."
  :type '(choice (const :tag "As the project says" nil) (const "Permissive") (const "Strict")))

(defcustom ambit-models nil "Model files of your own." :type '(repeat file))

(defcustom ambit-facts nil "The linked facts of the program." :type '(choice (const nil) file))

(defcustom ambit-arguments nil "More arguments of the server, which are clangd's."
  :type '(repeat string))

(defun ambit--file (file)
  "FILE for the server, which looks for a relative one from the source upwards."
  (if (file-name-absolute-p file) (expand-file-name file) file))

(defun ambit-command (&rest _)
  "What Eglot starts, as a list."
  (append (list ambit-clangd)
          (and ambit-unannotated (list (concat "--unannotated=" ambit-unannotated)))
          (and ambit-models (list (concat "--models=" (mapconcat #'ambit--file ambit-models ";"))))
          (and ambit-facts (list (concat "--facts=" (ambit--file ambit-facts))))
          ambit-arguments))

(add-to-list 'eglot-server-programs (cons '(c-mode c++-mode c-ts-mode c++-ts-mode) #'ambit-command))

(defun ambit--finding ()
  "The diagnostic of Ambit's in this line, as the server sent it."
  (or (seq-some (lambda (diagnostic)
                  (let ((sent (alist-get 'eglot-lsp-diag (flymake-diagnostic-data diagnostic))))
                    (and (equal (plist-get sent :source) "ambit") sent)))
                (flymake-diagnostics (line-beginning-position) (line-end-position)))
      (user-error "Ambit finds nothing in this line")))

(defun ambit-explain ()
  "Open the page about the finding in this line."
  (interactive)
  (let ((page (plist-get (plist-get (ambit--finding) :codeDescription) :href)))
    (cond ((null page) (user-error "This finding has no page"))
          ((string-prefix-p "file:" page) (find-file-other-window (eglot--uri-to-path page)))
          (t (browse-url page)))))

(defun ambit-waive (reason)
  "Waive what is found in this line, for REASON."
  (interactive "sWhy is it right? ")
  (ambit--finding)
  (when (string-empty-p (string-trim reason))
    (user-error "A waiver needs a reason"))
  (back-to-indentation)
  (insert (format "AMBIT_UNCHECKED(%S) " reason))
  (ambit--include-annotations))

(defun ambit--include-annotations ()
  "Include the header of the annotations, unless this file names it."
  (save-excursion
    (goto-char (point-min))
    (unless (search-forward "ambit/annotations.h" nil t)
      ;; The first include stands under no condition; the last one may.
      (if (re-search-forward "^[ \t]*#[ \t]*include\\b" nil t)
          (forward-line 0)
        (goto-char (point-min)))
      (insert "#include \"ambit/annotations.h\"\n"))))

(provide 'ambit)
;;; ambit.el ends here
