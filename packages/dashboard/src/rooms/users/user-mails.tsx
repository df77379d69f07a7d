import { Button } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import type { User } from '../../api/types.ts'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { notify } from '../../components/notices.tsx'
import { Section } from '../../components/section.tsx'
import { useEnvironment } from '../../session/environment.ts'
import styles from './users.module.css'
import { useSendPasswordReset, useSendVerificationEmail } from './users-api.ts'

export function UserMails({ user }: { user: User }) {
  const environment = useEnvironment()
  const sendVerification = useSendVerificationEmail(user.id)
  const sendReset = useSendPasswordReset()
  const failure = sendVerification.error ?? sendReset.error
  return (
    <Section
      title='Mails'
      description={
        <>
          Send a mail to {user.email}. Everything sent so far is under{' '}
          <Link
            to='/$environment/emails'
            params={{ environment: environment.kind }}
            search={{ to: user.email }}
          >
            Emails
          </Link>
          .
        </>
      }
    >
      {failure ? <FailureNotice title='The mail was not sent' failure={failure} /> : null}
      <div className={styles.buttons}>
        {user.email_verified ? null : (
          <Button
            variant='soft'
            color='gray'
            loading={sendVerification.isPending}
            onClick={() => {
              sendReset.reset()
              sendVerification.mutate(undefined, {
                onSuccess: () => notify(`A verification code is on its way to ${user.email}.`),
              })
            }}
          >
            Send verification mail
          </Button>
        )}
        <Button
          variant='soft'
          color='gray'
          loading={sendReset.isPending}
          onClick={() => {
            sendVerification.reset()
            sendReset.mutate(user.email, {
              onSuccess: () => notify(`A password reset link is on its way to ${user.email}.`),
            })
          }}
        >
          Send password reset
        </Button>
      </div>
    </Section>
  )
}
