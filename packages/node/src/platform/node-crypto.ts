let loaded: typeof import('node:crypto') | undefined

/** Loaded when it is first needed: that takes as long as loading the rest of this SDK. */
export function nodeCrypto(): typeof import('node:crypto') {
  loaded ??= process.getBuiltinModule('node:crypto')
  return loaded
}
