import { useState } from 'react'
import type { ApiKey, Redirects } from '../../api/types.ts'
import { CodeBlock } from '../../components/code-block.tsx'
import { Section } from '../../components/section.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { useSession } from '../../session/session.ts'
import { useRevealApiKey } from '../api-keys/api-keys-api.ts'
import { newCookiePassword } from './cookie-password.ts'
import { dotEnv, indexHtml, installLine, runLine, serverCode } from './guide-code.ts'
import { Keys } from './keys.tsx'
import styles from './overview.module.css'

interface QuickStartProps {
  redirects: Redirects
  apiKeys: ApiKey[]
}

export function QuickStart({ redirects, apiKeys }: QuickStartProps) {
  const environment = useEnvironment()
  const { base_url } = useSession()
  const apiKey = apiKeys.find((key) => key.revealable) ?? apiKeys[0]
  const reveal = useRevealApiKey()
  const [cookiePassword] = useState(newCookiePassword)
  const shownKey = reveal.data?.value ?? apiKey?.obfuscated_value ?? 'sk_…'
  const redirectUri = redirects.redirect_uris.find((entry) => entry.default)?.uri
  const env = (value: string) =>
    dotEnv({
      apiKey: value,
      clientId: environment.client_id,
      cookiePassword,
      baseUrl: base_url,
      redirectUri,
    })

  /** Copying takes the whole key, also while the screen shows it shortened. */
  const copyEnv = () => {
    if (!apiKey?.revealable || reveal.data) return env(shownKey)
    return reveal.mutateAsync(apiKey).then(({ value }) => env(value))
  }

  return (
    <Section
      title='Quick start'
      description={
        <>
          An Express application with sign-up, sign-in and sessions, with the values of this
          environment filled in. <a href='/docs/quick-start'>The guide</a> explains each step, and{' '}
          <a href='/docs'>there are more</a>.
        </>
      }
    >
      <Keys apiKey={apiKey} reveal={reveal} />
      <ol className={styles.guide}>
        <GuideStep title='Install the Node SDK'>
          <CodeBlock title='Terminal' code={installLine} />
        </GuideStep>
        <GuideStep title='Store the keys'>
          <CodeBlock title='.env' code={env(shownKey)} copy={copyEnv} />
          <p className={styles.note}>
            The cookie password was made in this browser just now and is kept nowhere else.
          </p>
        </GuideStep>
        <GuideStep title='Add the routes'>
          <CodeBlock isTall title='server.js' code={serverCode(redirectUri)} />
          <CodeBlock title='index.html' code={indexHtml} />
        </GuideStep>
        <GuideStep title='Start it and sign up'>
          <CodeBlock title='Terminal' code={runLine} />
        </GuideStep>
      </ol>
    </Section>
  )
}

function GuideStep({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <li className={styles.guideStep}>
      <h3 className={styles.guideTitle}>{title}</h3>
      {children}
    </li>
  )
}
