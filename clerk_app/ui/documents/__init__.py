"""Screen 文书: register a .docx, let it take effect, flag it 不上网公开, approve, save it with the mark."""
