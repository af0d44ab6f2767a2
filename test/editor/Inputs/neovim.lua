-- Opens ring.c, prints what is found, the lenses, a hover and the notes, explains and waives it; then applies the quick fix in isr.c, and waives what late.c has.
local function wait(what, condition)
  if not vim.wait(60000, condition, 50) then
    print('TIMEOUT: ' .. what)
    vim.cmd('cquit')
  end
end
local function findings()
  return vim.tbl_filter(function(d) return d.source == 'ambit' end, vim.diagnostic.get(0))
end

vim.cmd('edit ring.c')
wait('a finding', function() return #findings() > 0 end)
for _, d in ipairs(findings()) do
  print(string.format('FOUND %d:%d %s %s', d.lnum + 1, d.col + 1, d.code, d.message))
  vim.api.nvim_win_set_cursor(0, { d.lnum + 1, d.col })
end
vim.cmd('AmbitLenses')
wait('lenses', function() return #vim.lsp.codelens.get(0) > 0 end)
for _, lens in ipairs(vim.lsp.codelens.get(0)) do
  print(string.format('LENS %d %s', lens.range.start.line + 1, lens.command.title))
end
local hovers = vim.lsp.buf_request_sync(0, 'textDocument/hover', {
  textDocument = vim.lsp.util.make_text_document_params(),
  position = { line = 9, character = 22 },
}, 20000)
for _, answer in pairs(hovers) do
  print('HOVER ' .. answer.result.contents.value:gsub('.*Ambit:', 'Ambit:'))
end
vim.cmd('AmbitNotes')
for _, item in ipairs(vim.fn.getloclist(0)) do
  print(string.format('NOTE %d:%d %s', item.lnum, item.col, item.text))
end
vim.cmd('lclose')
vim.cmd('AmbitExplain')
print('PAGE ' .. vim.fn.getline(1))
vim.cmd('close')
vim.cmd('AmbitWaive the "boot" code')
print('LINE ' .. vim.api.nvim_get_current_line())
wait('no finding', function() return #findings() == 0 end)

vim.cmd('edit! isr.c')
wait('a finding', function() return #findings() > 0 end)
local d = findings()[1]
vim.api.nvim_win_set_cursor(0, { d.lnum + 1, d.col })
local params = vim.lsp.util.make_range_params()
params.context = { diagnostics = { d.user_data and d.user_data.lsp or {} } }
params.context.diagnostics = { {
  range = { start = { line = d.lnum, character = d.col }, ['end'] = { line = d.end_lnum, character = d.end_col } },
  message = d.message,
  severity = d.severity,
} }
local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 20000)
for _, answer in pairs(answers) do
  for _, action in ipairs(answer.result or {}) do
    if action.kind == 'quickfix' and action.edit then
      vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
    end
  end
end
wait('a cure', function() return #findings() == 0 end)
print('FIXED ' .. vim.trim(vim.fn.getline(5)))

vim.cmd('edit! late.c')
wait('a finding', function() return #findings() > 0 end)
vim.api.nvim_win_set_cursor(0, { findings()[1].lnum + 1, 0 })
vim.cmd('AmbitWaive it is slow')
print('INCLUDED ' .. table.concat(vim.fn.getline(1, 2), '|'))
wait('no finding', function() return #findings() == 0 end)
vim.cmd('qall!')
