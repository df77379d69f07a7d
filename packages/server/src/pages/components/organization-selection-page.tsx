import { ErrorSummary, type FormErrors, hasErrors } from './error-summary.tsx'
import { Link } from './link.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'

type OrganizationSelectionPageProps = {
  frame: Frame
  action: string
  changeUserUrl: string
  email: string
  organizations: { id: string; name: string }[]
  /** Whether the application asked for an organization that this person does not belong to. */
  isRefused: boolean
  /** Whether there is an application to go back to. */
  canGoBack: boolean
  errors?: FormErrors | undefined
}

/** Every organization is a button: one press chooses and goes on. */
export function OrganizationSelectionPage(props: OrganizationSelectionPageProps) {
  const { frame, action, changeUserUrl, email, organizations, isRefused, canGoBack, errors } = props
  const { applicationName = 'the application' } = frame
  const hasChoice = organizations.length > 0
  return (
    <PageFrame
      frame={frame}
      page='organization-selection'
      title={hasChoice ? 'Choose an organization' : 'You are not a member'}
      hasErrors={hasErrors(errors)}
    >
      <p className='ak-identity'>
        <bdi className='ak-email'>{email}</bdi>{' '}
        <Link href={changeUserUrl}>Use another account</Link>
      </p>
      {isRefused && (
        <p className='ak-notice'>
          <bdi>{applicationName}</bdi> asked for an organization that this account is not an active
          member of.
          {hasChoice
            ? ' Choose one of yours, or use another account.'
            : ' Use another account, or ask the organization to let you in.'}
        </p>
      )}
      {!isRefused && hasChoice && (
        <p className='ak-lead'>
          Which one do you want to use with <bdi>{applicationName}</bdi>?
        </p>
      )}
      <form className='ak-form' method='post' action={action}>
        <ErrorSummary errors={errors} fields={[]} />
        {hasChoice && (
          <ul className='ak-choices'>
            {organizations.map(({ id, name }) => (
              <li key={id}>
                <button
                  className='ak-button ak-button-secondary ak-choice'
                  type='submit'
                  name='organization_id'
                  value={id}
                >
                  <bdi>{name}</bdi>
                </button>
              </li>
            ))}
          </ul>
        )}
        {isRefused && canGoBack && (
          <button
            className={hasChoice ? 'ak-link ak-button-quiet ak-way-back' : 'ak-button'}
            type='submit'
            name='organization_id'
            value=''
          >
            Back to <bdi>{applicationName}</bdi>
          </button>
        )}
      </form>
    </PageFrame>
  )
}
