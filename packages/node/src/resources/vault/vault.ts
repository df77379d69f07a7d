import type { AutoPaginatable } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  type CreateDataKeyOptions,
  type CreateDataKeyResponse,
  type CreateRekeyOptions,
  createDataKeyResponse,
  createRekeyOptions,
  type DataKey,
  type DataKeyPair,
  type DecryptDataKeyOptions,
  dataKey,
  type KeyContext,
} from './data-key.ts'
import { decryptLocally, encryptLocally } from './local-encryption.ts'
import {
  type CreateObjectOptions,
  createObjectOptions,
  type DeleteVaultObjectOptions,
  type ListObjectsOptions,
  listObjectsOptions,
  type ObjectMetadata,
  type ObjectSummary,
  type ObjectVersion,
  objectChanges,
  objectMetadata,
  objectSummary,
  objectVersions,
  type ReadObjectByNameOptions,
  type ReadObjectOptions,
  type UpdateObjectOptions,
  type VaultObject,
  vaultObject,
} from './vault-object.ts'

/** Secrets kept encrypted on the server, and keys to encrypt on the application's own machine. */
export class Vault extends Resource {
  /**
   * Reads and decrypts the object with a name.
   *
   * @throws {NotFoundException} where no object has this name.
   * @example
   * const { value } = await workos.vault.readObjectByName('billing-token')
   */
  async readObjectByName(nameOrOptions: string | ReadObjectByNameOptions): Promise<VaultObject> {
    const name = typeof nameOrOptions === 'string' ? nameOrOptions : nameOrOptions.name
    return this.get(path`/vault/v1/kv/name/${name}`, vaultObject)
  }

  /**
   * Makes a data key, to encrypt with and then to forget. Its encrypted form is kept.
   *
   * @throws {UnprocessableEntityException} for a context that is empty or too large.
   * @example
   * const { dataKey, encryptedKeys } = await workos.vault.createDataKey({
   *   context: { organizationId: 'org_01…' },
   * })
   */
  async createDataKey({ context }: CreateDataKeyOptions): Promise<DataKeyPair> {
    const made = await this.post('/vault/v1/keys/data-key', { context }, createDataKeyResponse)
    return {
      context: made.context,
      dataKey: { key: made.dataKey as string, id: made.id },
      encryptedKeys: made.encryptedKeys as string,
    }
  }

  /**
   * Decrypts a data key that `createDataKey` or `createRekey` made.
   *
   * @throws {BadRequestException} for keys that the server did not encrypt.
   * @example
   * const { key } = await workos.vault.decryptDataKey({ keys: encryptedKeys })
   */
  async decryptDataKey({ keys }: DecryptDataKeyOptions): Promise<DataKey> {
    return this.post('/vault/v1/keys/decrypt', { keys }, dataKey)
  }

  /**
   * Encrypts a data key for another context. What it encrypted stays as it is.
   *
   * @throws {BadRequestException} for keys that the server did not encrypt.
   * @example
   * const { encryptedKeys } = await workos.vault.createRekey({
   *   context: { organizationId: 'org_02…' },
   *   encryptedKeys: previousKeys,
   * })
   */
  async createRekey(options: CreateRekeyOptions): Promise<CreateDataKeyResponse> {
    const body = createRekeyOptions.write(options)
    return this.post('/vault/v1/keys/rekey', body, createDataKeyResponse)
  }

  /**
   * Lists the names of objects, newest first.
   *
   * @throws {BadRequestException} for a search that is none.
   * @example
   * const objects = await workos.vault.listObjects({ search: 'billing' })
   */
  async listObjects(options?: ListObjectsOptions): Promise<AutoPaginatable<ObjectSummary>> {
    return this.list('/vault/v1/kv', objectSummary, options, listObjectsOptions.write)
  }

  /**
   * Encrypts a secret and keeps it under a name.
   *
   * @throws {ConflictException} for a name that another object has.
   * @example
   * await workos.vault.createObject({
   *   name: 'billing-token',
   *   value: 's3cret',
   *   context: { organizationId: 'org_01…' },
   * })
   */
  async createObject(options: CreateObjectOptions): Promise<ObjectMetadata> {
    return this.post('/vault/v1/kv', createObjectOptions.write(options), objectMetadata)
  }

  /**
   * Reads and decrypts one object.
   *
   * @throws {NotFoundException} for an id that is no object's.
   * @example
   * const { value } = await workos.vault.readObject({ id })
   */
  async readObject({ id }: ReadObjectOptions): Promise<VaultObject> {
    return this.get(path`/vault/v1/kv/${id}`, vaultObject)
  }

  /**
   * Puts another secret in place of the one that the object holds. Answers without the secret.
   *
   * @throws {ConflictException} where `versionCheck` is not the current version.
   * @example
   * await workos.vault.updateObject({ id, value: 'n3wer', versionCheck: metadata.versionId })
   */
  async updateObject({ id, ...changes }: UpdateObjectOptions): Promise<VaultObject> {
    return this.put(path`/vault/v1/kv/${id}`, objectChanges.write(changes), vaultObject)
  }

  /**
   * Deletes an object with its versions. This cannot be undone.
   *
   * @throws {ConflictException} where `versionCheck` is not the current version.
   * @example
   * await workos.vault.deleteObject({ id })
   */
  async deleteObject({ id, versionCheck }: DeleteVaultObjectOptions): Promise<void> {
    return this.workos.delete(path`/vault/v1/kv/${id}`, { version_check: versionCheck })
  }

  /**
   * Reads what is known of an object, without decrypting it.
   *
   * @throws {NotFoundException} for an id that is no object's.
   * @example
   * const { metadata } = await workos.vault.describeObject({ id })
   */
  async describeObject({ id }: ReadObjectOptions): Promise<VaultObject> {
    return this.get(path`/vault/v1/kv/${id}/metadata`, vaultObject)
  }

  /**
   * Lists the versions of an object.
   *
   * @throws {NotFoundException} for an id that is no object's.
   * @example
   * const versions = await workos.vault.listObjectVersions({ id })
   * const current = versions.find((version) => version.currentVersion)
   */
  async listObjectVersions({ id }: ReadObjectOptions): Promise<ObjectVersion[]> {
    return (await this.get(path`/vault/v1/kv/${id}/versions`, objectVersions)).data
  }

  /**
   * Decrypts on this machine what `encrypt` encrypted. Only the key comes from the server.
   *
   * @param associatedData - The same as when it was encrypted.
   * @throws {Error} for a text or associated data that was changed.
   * @example
   * const cardNumber = await workos.vault.decrypt(encrypted, 'user_01…')
   */
  async decrypt(encryptedData: string, associatedData?: string): Promise<string> {
    const keyOf = async (keys: string) => (await this.decryptDataKey({ keys })).key
    return decryptLocally(encryptedData, keyOf, associatedData)
  }

  /**
   * Encrypts on this machine with a key of its own, which the result carries encrypted. The text
   * never leaves the machine.
   *
   * @param context - Chooses the key that the data key is encrypted with.
   * @param associatedData - Not part of the result, and needed again to decrypt it.
   * @example
   * const encrypted = await workos.vault.encrypt(
   *   cardNumber,
   *   { organizationId: 'org_01…' },
   *   'user_01…',
   * )
   */
  async encrypt(data: string, context: KeyContext, associatedData?: string): Promise<string> {
    const { dataKey, encryptedKeys } = await this.createDataKey({ context })
    return encryptLocally(data, { key: dataKey.key, encryptedKeys }, associatedData)
  }
}
