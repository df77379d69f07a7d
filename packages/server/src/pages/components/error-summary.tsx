/** Why a form was not accepted. Fields go by the names of their inputs. */
export type FormErrors = { form?: string; fields?: Record<string, string[]> }

export type FieldInSummary = { name: string; label: string }

export const errorSummaryId = 'ak-error-summary'

export function fieldId(name: string): string {
  return `ak-${name.replaceAll('_', '-')}`
}

export function fieldErrors(errors: FormErrors | undefined, name: string): string[] {
  return errors?.fields?.[name] ?? []
}

export function hasErrors(errors: FormErrors | undefined): boolean {
  return Boolean(errors?.form) || invalidNames(errors).length > 0
}

/**
 * A single wrong field is told at the field, which also takes the focus: a box above it would only
 * repeat it. Everything else is said once above the form: what concerns the whole of it, several
 * fields together, or a field that this page does not show.
 */
export function isOnlyError(errors: FormErrors | undefined, name: string): boolean {
  const names = invalidNames(errors)
  return !errors?.form && names.length === 1 && names[0] === name
}

type ErrorSummaryProps = {
  errors: FormErrors | undefined
  fields: FieldInSummary[]
  /** With several fields nobody knows which one to go to first, so the focus comes here. */
  takesFocus?: boolean
}

export function ErrorSummary({ errors, fields, takesFocus = false }: ErrorSummaryProps) {
  if (!hasErrors(errors) || fields.some(({ name }) => isOnlyError(errors, name))) return null
  const labels = new Map(fields.map((field) => [field.name, field.label]))
  const names = invalidNames(errors)
  return (
    <div
      className='ak-error-summary'
      id={errorSummaryId}
      role='alert'
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: the person sent the form and is owed the answer first.
      autoFocus={takesFocus}
    >
      {errors?.form && <p>{errors.form}</p>}
      {names.length > 0 && (
        <ul>
          {names.flatMap((name) =>
            fieldErrors(errors, name).map((message) => (
              <li key={`${name} ${message}`}>
                {labels.has(name) ? (
                  <a className='ak-error-link' href={`#${fieldId(name)}`}>
                    {labels.get(name)}: {message}
                  </a>
                ) : (
                  message
                )}
              </li>
            )),
          )}
        </ul>
      )}
    </div>
  )
}

function invalidNames(errors: FormErrors | undefined): string[] {
  return Object.keys(errors?.fields ?? {}).filter((name) => fieldErrors(errors, name).length > 0)
}
