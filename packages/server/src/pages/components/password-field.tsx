import type { InputHTMLAttributes, ReactNode } from 'react'
import type { FormErrors } from './error-summary.tsx'
import { TextField } from './text-field.tsx'

type PasswordFieldProps = {
  label: string
  autoComplete: 'current-password' | 'new-password'
  errors: FormErrors | undefined
  hint?: ReactNode
  minLength?: number
  /** Stands between the input and the messages. */
  meter?: ReactNode
}

/** The password, with a button to read what was typed; the button appears once it can work. */
export function PasswordField({ meter, ...field }: PasswordFieldProps) {
  return (
    <TextField
      {...field}
      name='password'
      type='password'
      autoCapitalize='none'
      spellCheck={false}
      autoFocus
      control={(input) => <RevealablePassword input={input} meter={meter} />}
    />
  )
}

type RevealablePasswordProps = {
  input: InputHTMLAttributes<HTMLInputElement>
  meter: ReactNode
}

function RevealablePassword({ input, meter }: RevealablePasswordProps) {
  return (
    <>
      <div className='ak-password'>
        <input {...input} />
        <button
          className='ak-password-toggle'
          type='button'
          hidden
          aria-controls={input.id}
          data-show-label='Show'
          data-hide-label='Hide'
        >
          <span>Show</span>
          <span className='ak-visually-hidden'> password</span>
        </button>
      </div>
      {meter}
    </>
  )
}

/**
 * Tells password managers whose password this is. It has no name, so it is never sent: the server
 * knows the address from the flow. It must not be `type=hidden`, which managers overlook.
 */
export function UsernameForPasswordManagers({ email }: { email: string }) {
  return (
    <input
      className='ak-visually-hidden'
      type='email'
      autoComplete='username'
      value={email}
      readOnly
      tabIndex={-1}
      aria-hidden='true'
    />
  )
}
