import { QuietSubmitButton } from './submit-button.tsx'

/** The way on without a password: a form, because asking for a code sends a mail. */
export function MagicCodeOffer({ action }: { action: string | undefined }) {
  if (!action) return null
  return (
    <form method='post' action={action}>
      <QuietSubmitButton>Email me a code instead</QuietSubmitButton>
    </form>
  )
}
