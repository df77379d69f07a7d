import { Link } from './link.tsx'
import { MailedCodePage, type MailedCodeProps } from './mailed-code.tsx'

type EmailVerificationPageProps = MailedCodeProps & { cancelUrl?: string }

/** Proof that the address is the person's own: the code that was sent to it. */
export function EmailVerificationPage({ cancelUrl, ...code }: EmailVerificationPageProps) {
  return (
    <MailedCodePage {...code} page='email-verification' submitLabel='Continue'>
      {cancelUrl && (
        <p>
          <Link href={cancelUrl}>Use another email address</Link>
        </p>
      )}
    </MailedCodePage>
  )
}
