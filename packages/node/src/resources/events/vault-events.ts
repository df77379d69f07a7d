import { attributes, boolean, plain, string } from '../../wire/fields.ts'
import { shape } from '../../wire/shape.ts'

const actor = {
  actorId: string,
  actorSource: plain<'api' | 'dashboard'>(),
  actorName: string,
}

/** Who asked the vault, where that is all there is to say. */
export const vaultActor = shape(actor)

/** Who touched an object of the vault by its name. */
export const vaultDataNamed = shape({ ...actor, kvName: string })

export const vaultDataRead = shape({ ...vaultDataNamed.fields, keyId: string })

/** An object of the vault was written, with the key that its context chose. */
export const vaultDataWritten = shape({ ...vaultDataRead.fields, keyContext: attributes })

export const vaultKekCreated = shape({ ...actor, keyName: string, keyId: string })

export const vaultDekRead = shape({ ...actor, keyIds: plain<string[]>(), keyContext: attributes })

export const vaultDekDecrypted = shape({ ...actor, keyId: string })

/** A key of the organization's own was tried. */
export const vaultByokKeyVerificationCompleted = shape({
  organizationId: string,
  keyProvider: plain<'AWS_KMS' | 'GCP_KMS' | 'AZURE_KEY_VAULT'>(),
  verified: boolean,
})
