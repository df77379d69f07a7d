import { ErrorSummary, type FormErrors, hasErrors } from './error-summary.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { SubmitButton } from './submit-button.tsx'
import { TextField } from './text-field.tsx'

type DevicePageProps = {
  frame: Frame
  action: string
  /** What was entered, or came with the address. */
  userCode: string
  errors?: FormErrors | undefined
}

/** The code that a device shows, so that it can be signed in from here. */
export function DevicePage({ frame, action, userCode, errors }: DevicePageProps) {
  return (
    <PageFrame
      frame={frame}
      page='device'
      title='Sign in on a device'
      hasErrors={hasErrors(errors)}
    >
      <p className='ak-lead'>
        {userCode && !hasErrors(errors)
          ? 'Continue if your device shows this code.'
          : 'Enter the code that your device shows.'}
      </p>
      <form className='ak-form' method='post' action={action} noValidate>
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
