import type { CreateDataKeyResponse } from './data-key.ts'
import type { CreateObjectOptions, VaultObject, VaultObjectResponse } from './vault-object.ts'

/**
 * Names that the published SDK has beside the ones that our own code uses: it is generated with a
 * name of its own for each body of a request.
 */
export type {
  CreateDataKeyOptions as CreateDataKeyRequest,
  CreateDataKeyOptions as CreateDataKeyRequestResponse,
  CreateRekeyOptions as RekeyRequest,
  CreateRekeyOptionsResponse as RekeyRequestResponse,
  DecryptDataKeyOptions as DecryptRequest,
  DecryptDataKeyOptions as DecryptRequestResponse,
  DecryptDataKeyResponse as DecryptResponseWire,
} from './data-key.ts'
export type {
  CreateObjectEntity as CreateObjectRequestResponse,
  DeleteVaultObjectOptions as DeleteObjectOptions,
  ObjectChanges as UpdateObjectRequest,
  ObjectChangesResponse as UpdateObjectRequestResponse,
} from './vault-object.ts'

/** A data key in the clear. */
export type DecryptResponse = Pick<Required<CreateDataKeyResponse>, 'dataKey' | 'id'>

/** A secret, its name, and what chooses the key it is encrypted with. */
export type CreateObjectRequest = Omit<CreateObjectOptions, 'context'> & {
  keyContext: CreateObjectOptions['context']
}

/** An object that was not decrypted. */
export type ObjectWithoutValue = Omit<VaultObject, 'value'>
/** `ObjectWithoutValue` as the wire carries it. */
/** `ObjectWithoutValue` as the wire carries it. */
export type ObjectWithoutValueResponse = Omit<VaultObjectResponse, 'value'>

/** Oldest first or newest first. */
export const VaultOrder = { Asc: 'asc', Desc: 'desc' } as const
export type VaultOrder = (typeof VaultOrder)[keyof typeof VaultOrder]
