import { group, lazy } from '../../command/command.ts'

export const mcp = group(
  'Tools for coding agents (Model Context Protocol)',
  {
    install: lazy('Add the tools to a coding agent', () => import('./install.ts')),
    remove: lazy('Take the tools out of a coding agent', () => import('./remove.ts')),
    status: lazy('Tell which coding agents have the tools', () => import('./status.ts')),
  },
  {
    otherwise: lazy('Serve the tools over standard input and output', () => import('./serve.ts')),
    standsAlone: true,
  },
)
