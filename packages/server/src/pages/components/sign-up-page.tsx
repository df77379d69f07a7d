import { ErrorSummary, type FormErrors, fieldErrors, hasErrors } from './error-summary.tsx'
import { Link } from './link.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { SubmitButton } from './submit-button.tsx'
import { TextField } from './text-field.tsx'

export type SignUpValues = { email?: string; firstName?: string; lastName?: string }

type SignUpPageProps = {
  frame: Frame
  action: string
  values: SignUpValues
  requireNames: boolean
  errors?: FormErrors
  signInUrl: string
}

/** First step of a sign-up: the address, and the name where the application asks for it. */
export function SignUpPage(props: SignUpPageProps) {
  const { frame, action, values, requireNames, errors, signInUrl } = props
  const fields = fieldsFor(values, requireNames)
  const focused = fieldToFocus(fields, errors)
  return (
    <PageFrame frame={frame} page='sign-up' title='Sign up' hasErrors={hasErrors(errors)}>
      <form className='ak-form' method='post' action={action} noValidate>
        <ErrorSummary errors={errors} fields={fields} takesFocus={focused === undefined} />
        {fields.map(({ value, ...field }) => (
          <TextField
            key={field.name}
            {...field}
            defaultValue={value}
            errors={errors}
            autoFocus={field.name === focused}
          />
        ))}
        <SubmitButton>Continue</SubmitButton>
      </form>
      <p className='ak-aside'>
        Already have an account? <Link href={signInUrl}>Sign in</Link>
      </p>
    </PageFrame>
  )
}

function fieldsFor(values: SignUpValues, requireNames: boolean) {
  const email = {
    name: 'email',
    label: 'Email address',
    type: 'email',
    autoComplete: 'username',
    value: values.email,
  }
  if (!requireNames) return [email]
  return [
    {
      name: 'first_name',
      label: 'First name',
      type: 'text',
      autoComplete: 'given-name',
      value: values.firstName,
    },
    {
      name: 'last_name',
      label: 'Last name',
      type: 'text',
      autoComplete: 'family-name',
      value: values.lastName,
    },
    email,
  ]
}

/** The field to begin with; none when the summary has more to say than one field could. */
function fieldToFocus(fields: ReturnType<typeof fieldsFor>, errors: FormErrors | undefined) {
  if (fields.length === 1) return fields[0]?.name
  const invalid = fields.filter((field) => fieldErrors(errors, field.name).length > 0)
  if (errors?.form || invalid.length > 1) return undefined
  return (invalid[0] ?? fields.find((field) => !field.value) ?? fields[0])?.name
}
