export type Variables = Record<string, string | undefined>

interface Runtime {
  process?: { env?: Variables }
  env?: Variables
}

/** A setting of the process, or of the worker on runtimes without processes. */
export function environmentVariable(name: string): string | undefined {
  const { process, env } = globalThis as Runtime
  try {
    return process?.env?.[name] ?? env?.[name]
  } catch {
    // Deno asks for permission to read the environment, and may be told no.
    return undefined
  }
}
