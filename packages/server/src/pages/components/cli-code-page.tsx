import { ErrorSummary, type FormErrors, hasErrors } from './error-summary.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { SubmitButton } from './submit-button.tsx'
import { TextField } from './text-field.tsx'

type CliCodePageProps = {
  frame: Frame
  action: string
  userCode?: string
  errors?: FormErrors | undefined
}

/** The code that a terminal shows, for whoever did not follow its link. */
export function CliCodePage({ frame, action, userCode = '', errors }: CliCodePageProps) {
  return (
    <PageFrame frame={frame} page='cli' title='Sign in a terminal' hasErrors={hasErrors(errors)}>
      <p className='ak-lead'>
        Enter the code that <code className='ak-command'>latchkey login</code> shows.
      </p>
      <form className='ak-form' method='get' action={action} noValidate>
        <ErrorSummary errors={errors} fields={[{ name: 'user_code', label: 'Code' }]} />
        <TextField
          name='user_code'
          label='Code'
          errors={errors}
          hint='Eight letters, such as BCDF-GHJK.'
          defaultValue={userCode}
          autoComplete='off'
          autoCapitalize='characters'
          spellCheck={false}
          maxLength={32}
          autoFocus
        />
        <SubmitButton>Continue</SubmitButton>
      </form>
    </PageFrame>
  )
}
