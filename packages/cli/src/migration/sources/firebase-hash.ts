/** The parameters of a Firebase project, all in base64 or decimal. */
export interface FirebaseHashConfig {
  signerKey: string
  saltSeparator: string
  rounds: string
  memoryCost: string
}

/** Firebase's scrypt in the form in which the platform takes it. */
export function firebaseHash(hash: string, salt: string, config: FirebaseHashConfig): string {
  const { signerKey, saltSeparator, rounds, memoryCost } = config
  const parameters = [
    `hash=${hash}`,
    `salt=${salt}`,
    `sk=${signerKey}`,
    `ss=${saltSeparator}`,
    `r=${rounds}`,
    `m=${memoryCost}`,
  ]
  return `$firebase-scrypt$${parameters.join('$')}`
}
