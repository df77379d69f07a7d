import { Link } from './link.tsx'
import { MailedCodePage, type MailedCodeProps } from './mailed-code.tsx'

type MagicCodePageProps = MailedCodeProps & { passwordUrl: string; changeEmailUrl: string }

/** Sign-in without a password. It looks the same whether or not an account has this address. */
export function MagicCodePage({ passwordUrl, changeEmailUrl, ...code }: MagicCodePageProps) {
  return (
    <MailedCodePage {...code} page='magic-code' submitLabel='Sign in'>
      <p>
        <Link href={passwordUrl}>Use a password instead</Link>
      </p>
      <p>
        <Link href={changeEmailUrl}>Use another email address</Link>
      </p>
    </MailedCodePage>
  )
}
