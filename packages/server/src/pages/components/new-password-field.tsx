import type { FormErrors } from './error-summary.tsx'
import { PasswordField } from './password-field.tsx'

/** What the server will ask of a new password. `minimumStrength` is zxcvbn's score, 0 to 4. */
export type PasswordPolicy = { minimumLength: number; minimumStrength: number }

type NewPasswordFieldProps = {
  label: string
  policy: PasswordPolicy
  errors: FormErrors | undefined
}

export function NewPasswordField({ label, policy, errors }: NewPasswordFieldProps) {
  return (
    <PasswordField
      label={label}
      autoComplete='new-password'
      errors={errors}
      minLength={policy.minimumLength}
      hint={hintFor(policy)}
      meter={<StrengthMeter policy={policy} />}
    />
  )
}

/**
 * An estimate made in the browser, shown only where its script runs. It never says that a password
 * is accepted: the server knows the leaked ones, this does not. The words stand here, beside all
 * other words, and the script picks one.
 */
function StrengthMeter({ policy }: { policy: PasswordPolicy }) {
  return (
    <div
      className='ak-strength'
      hidden
      data-level='0'
      data-minimum-length={policy.minimumLength}
      data-minimum-strength={policy.minimumStrength}
      data-too-short='Too short'
      data-weak='Looks easy to guess'
      data-fair='Looks fair'
      data-strong='Looks hard to guess'
    >
      <div className='ak-strength-bar' aria-hidden='true'>
        <span />
        <span />
        <span />
        <span />
      </div>
      <p className='ak-strength-text' role='status' />
    </div>
  )
}

function hintFor({ minimumLength, minimumStrength }: PasswordPolicy): string {
  const length = `Use at least ${minimumLength} characters.`
  return minimumStrength > 0
    ? `${length} Several unrelated words are easy to remember and hard to guess.`
    : length
}
