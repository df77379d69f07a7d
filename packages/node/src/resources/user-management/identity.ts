import { plain, string } from '../../wire/fields.ts'
import { type Field, shape, type Value } from '../../wire/shape.ts'

type Provider = 'AppleOAuth' | 'GoogleOAuth' | 'GitHubOAuth' | 'MicrosoftOAuth' | 'SalesforceOAuth'

/** Written `GithubOAuth` by older servers. */
const provider: Field<Provider, Provider | 'GithubOAuth'> = {
  read: (wire) => (wire === 'GithubOAuth' ? 'GitHubOAuth' : wire),
}

export const identity = shape({
  /** The provider's own id of the user. */
  idpId: string,
  type: plain<'OAuth'>(),
  provider,
})

/** An account at a provider that signs a user in. */
export type Identity = Value<typeof identity>
