/**
 * The server in the place of this process: reads settings, starts, says so, and stops when it is told
 * to. Resolves once it serves, or has done what was asked instead; ends the process when it cannot.
 */
export function serve(argv: string[], env: Record<string, string | undefined>): Promise<void>
