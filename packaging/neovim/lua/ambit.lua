-- Ambit in Neovim (0.7 and later): starts ambit-clangd for C and C++.
--
--   require('ambit').setup({
--     cmd = 'ambit-clangd',       -- the server, or where it is
--     unannotated = 'Permissive', -- or 'Strict'
--     models = {},                -- model files of your own
--     facts = nil,                -- the linked facts of the program
--     arguments = {},             -- more arguments, which are clangd's
--   })
--
-- Commands: :AmbitNotes lists the finding in this line with the notes that lead to it, :AmbitExplain opens the page about
-- it, :AmbitWaive REASON waives it; :AmbitLenses shows beside functions where they run.

local ambit = {}

local settings = { cmd = 'ambit-clangd', models = {}, arguments = {} }
local clients = {} -- root directory -> client
local is_missing -- has been said

--- What to start, as a list.
function ambit.command()
  local command = { settings.cmd }
  if settings.unannotated then
    table.insert(command, '--unannotated=' .. settings.unannotated)
  end
  if #settings.models > 0 then
    table.insert(command, '--models=' .. table.concat(settings.models, ';'))
  end
  if settings.facts then
    table.insert(command, '--facts=' .. settings.facts)
  end
  return vim.list_extend(command, settings.arguments)
end

local function root_of(path)
  local marks = {
    'compile_commands.json', 'build/compile_commands.json', 'compile_flags.txt', '.clangd', '.clang-tidy', '.git',
  }
  local directory = vim.fn.fnamemodify(path, ':p:h')
  local at = directory
  while true do
    for _, mark in ipairs(marks) do
      if vim.loop.fs_stat(at .. '/' .. mark) then
        return at
      end
    end
    local above = vim.fn.fnamemodify(at, ':h')
    if above == at then
      return directory
    end
    at = above
  end
end

--- What this editor can do: as it says itself, and read lenses again when facts have changed.
local function capabilities()
  local all = vim.lsp.protocol.make_client_capabilities()
  all.workspace.codeLens = { refreshSupport = true }
  return all
end

--- Starts the server for a buffer, or lets the running one of its project have it.
function ambit.attach(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  if path == '' then
    return
  end
  if vim.fn.executable(settings.cmd) == 0 then
    if not is_missing then
      vim.notify('ambit: no ' .. settings.cmd .. " on the path; setup's cmd may say where it is", vim.log.levels.WARN)
    end
    is_missing = true
    return
  end
  local root = root_of(path)
  clients[root] = clients[root]
    or vim.lsp.start_client({
      name = 'ambit-clangd',
      cmd = ambit.command(),
      root_dir = root,
      capabilities = capabilities(),
      on_attach = ambit.lenses,
      on_exit = function()
        clients[root] = nil
      end,
    })
  vim.lsp.buf_attach_client(buffer, clients[root])
end

--- Shows beside the functions of a buffer where they run, if there are linked facts.
function ambit.lenses()
  if #vim.lsp.get_active_clients() > 0 then
    vim.lsp.codelens.refresh()
  end
end

--- The finding of Ambit's in the cursor's line.
local function finding()
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  for _, diagnostic in ipairs(vim.diagnostic.get(0, { lnum = line })) do
    if diagnostic.source == 'ambit' then
      return diagnostic
    end
  end
  vim.notify('ambit: nothing is found in this line', vim.log.levels.WARN)
end

--- Lists the finding in this line and its notes, each with its place.
function ambit.notes()
  local found = finding()
  if not found then
    return
  end
  local items = { { bufnr = found.bufnr, lnum = found.lnum + 1, col = found.col + 1, text = found.message } }
  for _, note in ipairs(found.user_data and found.user_data.lsp and found.user_data.lsp.relatedInformation or {}) do
    local item = vim.lsp.util.locations_to_items({ note.location }, 'utf-16')[1]
    item.text = note.message
    table.insert(items, item)
  end
  vim.fn.setloclist(0, {}, ' ', { title = found.code, items = items })
  vim.cmd('lopen')
end

--- Opens the page about the finding in this line.
function ambit.explain()
  local found = finding()
  local told = found and found.user_data and found.user_data.lsp and found.user_data.lsp.codeDescription
  if not told then
    return
  end
  if told.href:match('^file:') then
    vim.cmd('split ' .. vim.fn.fnameescape(vim.uri_to_fname(told.href)))
  else
    vim.notify(told.href)
  end
end

-- Includes the header of the annotations, unless this file names it.
local function include_annotations()
  local before = 0
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
    if line:find('ambit/annotations.h', 1, true) then
      return
    end
    -- The first include stands under no condition; the last one may.
    if before == 0 and line:match('^%s*#%s*include%f[%W]') then
      before = number
    end
  end
  local at = math.max(before - 1, 0)
  vim.api.nvim_buf_set_lines(0, at, at, true, { '#include "ambit/annotations.h"' })
end

--- Waives what is found in this line, for a reason.
function ambit.waive(reason)
  if not finding() then
    return
  end
  local number = vim.api.nvim_win_get_cursor(0)[1]
  local line = vim.api.nvim_get_current_line()
  local indent, statement = line:match('^(%s*)(.*)$')
  local text = reason:gsub('\\', '\\\\'):gsub('"', '\\"')
  vim.api.nvim_buf_set_lines(0, number - 1, number, true, { indent .. 'AMBIT_UNCHECKED("' .. text .. '") ' .. statement })
  include_annotations()
end

function ambit.setup(given)
  settings = vim.tbl_extend('force', settings, given or {})
  vim.api.nvim_create_autocmd('FileType', {
    pattern = { 'c', 'cpp' },
    callback = function(event)
      ambit.attach(event.buf)
    end,
  })
  vim.api.nvim_create_autocmd({ 'BufEnter', 'BufWritePost', 'InsertLeave' }, {
    pattern = { '*.c', '*.h', '*.cc', '*.cpp', '*.cxx', '*.hpp' },
    callback = ambit.lenses,
  })
  vim.lsp.handlers['workspace/codeLens/refresh'] = function()
    ambit.lenses()
    return vim.NIL
  end
  vim.api.nvim_create_user_command('AmbitLenses', ambit.lenses, {})
  vim.api.nvim_create_user_command('AmbitNotes', ambit.notes, {})
  vim.api.nvim_create_user_command('AmbitExplain', ambit.explain, {})
  vim.api.nvim_create_user_command('AmbitWaive', function(command)
    ambit.waive(command.args)
  end, { nargs = '+' })
end

return ambit
