import type { FormErrors } from './error-summary.tsx'
import { TextField } from './text-field.tsx'

const cells = [1, 2, 3, 4, 5, 6]

/**
 * Six digits in one real input, so that pasting, filling in from a mail and screen readers work as
 * they do everywhere; the six boxes behind it are drawn only. It takes more than six characters
 * because a pasted code may bring spaces along, which a limit of six would trade for its last
 * digits. The script, where it runs, keeps the digits and nothing else.
 */
export function CodeField({
  errors,
  label = 'Code',
}: {
  errors: FormErrors | undefined
  label?: string
}) {
  return (
    <TextField
      name='code'
      label={label}
      errors={errors}
      inputMode='numeric'
      autoComplete='one-time-code'
      autoCapitalize='none'
      spellCheck={false}
      pattern='\s*(\d\s*){6}'
      maxLength={12}
      autoFocus
      control={(input) => (
        <div className='ak-code'>
          <div className='ak-code-cells' aria-hidden='true'>
            {cells.map((cell) => (
              <span className='ak-code-cell' key={cell} />
            ))}
          </div>
          <input {...input} className='ak-code-input' />
        </div>
      )}
    />
  )
}
