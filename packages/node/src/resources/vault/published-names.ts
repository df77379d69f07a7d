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

export type DecryptResponse = Pick<Required<CreateDataKeyResponse>, 'dataKey' | 'id'>

export type CreateObjectRequest = Omit<CreateObjectOptions, 'context'> & {
  keyContext: CreateObjectOptions['context']
}

export type ObjectWithoutValue = Omit<VaultObject, 'value'>
export type ObjectWithoutValueResponse = Omit<VaultObjectResponse, 'value'>

export const VaultOrder = { Asc: 'asc', Desc: 'desc' } as const
export type VaultOrder = (typeof VaultOrder)[keyof typeof VaultOrder]
