import type { InputHTMLAttributes, ReactNode } from 'react'
import {
  errorSummaryId,
  type FormErrors,
  fieldErrors,
  fieldId,
  isOnlyError,
} from './error-summary.tsx'

type TextFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'id' | 'className'> & {
  name: string
  label: string
  errors: FormErrors | undefined
  hint?: ReactNode
  /** Takes the place of the bare input where a field is more than that; gets its attributes. */
  control?: (input: InputHTMLAttributes<HTMLInputElement>) => ReactNode
}

/** A label, its input, and beneath it first what is wrong and then what helps. */
export function TextField({
  name,
  label,
  errors,
  hint,
  control = (input) => <input {...input} />,
  autoFocus = false,
  ...attributes
}: TextFieldProps) {
  const id = fieldId(name)
  const messages = fieldErrors(errors, name)
  const describedBy = [
    // Whoever lands in this field hears the reason that stands above the form.
    autoFocus && errors?.form && errorSummaryId,
    messages.length > 0 && `${id}-error`,
    hint && `${id}-hint`,
  ].filter(Boolean)
  const input: InputHTMLAttributes<HTMLInputElement> = {
    type: 'text',
    ...attributes,
    id,
    name,
    className: 'ak-input',
    required: true,
    autoFocus,
    'aria-invalid': messages.length > 0 || undefined,
    'aria-describedby': describedBy.join(' ') || undefined,
  }
  return (
    <div className='ak-field' data-invalid={messages.length > 0 || undefined}>
      <label className='ak-label' htmlFor={id}>
        {label}
      </label>
      {control(input)}
      {messages.length > 0 && (
        <FieldErrors
          id={`${id}-error`}
          messages={messages}
          role={isOnlyError(errors, name) ? 'alert' : undefined}
        />
      )}
      {hint && (
        <div className='ak-hint' id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  )
}

type FieldErrorsProps = { id: string; messages: string[]; role: 'alert' | undefined }

function FieldErrors({ id, messages, role }: FieldErrorsProps) {
  const isList = messages.length > 1
  return (
    <div className='ak-field-error' id={id} role={role}>
      {isList ? (
        <ul>
          {messages.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      ) : (
        messages[0]
      )}
    </div>
  )
}
