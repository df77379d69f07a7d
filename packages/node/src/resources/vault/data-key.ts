import { named, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

/** Chooses the key by names and values of the application, such as `{ organizationId: 'org_01…' }`. */
export interface KeyContext {
  // biome-ignore lint/suspicious/noExplicitAny: names and values are the application's.
  [key: string]: any
}

export const dataKey = shape({
  /** Base64, 256 bits. */
  key: named('data_key', string),
  id: string,
})

/** A key that encrypts on the application's own machine. */
export type DataKey = Value<typeof dataKey>
/** `DataKey` as the wire carries it. */
export type DecryptDataKeyResponse = Wire<typeof dataKey>

export const createDataKeyResponse = shape({
  context: plain<Record<string, string>>(),
  /** Base64, 256 bits. */
  dataKey: optional(string),
  /** Base64. The same key as only the server can decrypt it. */
  encryptedKeys: optional(string),
  id: string,
})

/** A data key, in the clear and encrypted. */
export type CreateDataKeyResponse = Value<typeof createDataKeyResponse>
/** `CreateDataKeyResponse` as the wire carries it. */
export type CreateDataKeyResponseWire = Required<Wire<typeof createDataKeyResponse>>

/** A data key to encrypt with, and the same key encrypted, to be kept beside the ciphertext. */
export interface DataKeyPair {
  context: KeyContext
  dataKey: DataKey
  encryptedKeys: string
}

/** What chooses the key that a data key is encrypted with. */
export interface CreateDataKeyOptions {
  context: KeyContext
}

/** The data key that is decrypted. */
export interface DecryptDataKeyOptions {
  /** Base64. The `encryptedKeys` of a data key. */
  keys: string
}

export const createRekeyOptions = shape({
  /** Chooses the new key. */
  context: plain<Record<string, string>>(),
  encryptedKeys: string,
})
/** The data key that is encrypted anew, and for what. */
export type CreateRekeyOptions = Value<typeof createRekeyOptions>
/** `CreateRekeyOptions` as the wire carries it. */
export type CreateRekeyOptionsResponse = Wire<typeof createRekeyOptions>
