import { Button } from '@radix-ui/themes'
import { getRouteApi, Outlet, useParams } from '@tanstack/react-router'
import { useCallback } from 'react'
import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { useSession } from '../../session/session.ts'
import { EmailList, EmailListSkeleton } from './email-list.tsx'
import styles from './emails.module.css'
import { useEmails } from './emails-api.ts'
import { NoEmailFor, NoEmailsYet } from './no-emails.tsx'

const route = getRouteApi('/$environment/emails')

export function EmailsRoom() {
  const { development } = useSession()
  const { to } = route.useSearch()
  const navigate = route.useNavigate()
  const emails = useEmails(to)
  const { emailId } = useParams({ strict: false })
  const hasNone = emails.data?.length === 0 && !to && !emailId

  const setTo = useCallback(
    (typed: string) => void navigate({ search: { to: typed || undefined }, replace: true }),
    [navigate],
  )

  return (
    <Page
      title='Emails'
      description={
        development
          ? 'Nothing leaves this machine: mails are captured here. Set LATCHKEY_SMTP_URL to send them.'
          : 'Every mail sent to the people of this environment.'
      }
    >
      {hasNone ? (
        <NoEmailsYet />
      ) : (
        <div className={styles.room} data-open={emailId ? true : undefined}>
          <div className={styles.inbox}>
            <SearchField label='Search by recipient' value={to ?? ''} onChange={setTo} />
            <Loaded query={emails} what='the emails' skeleton={<EmailListSkeleton />}>
              {(found) =>
                found.length > 0 ? (
                  <EmailList emails={found} openId={emailId} to={to} />
                ) : (
                  <NoEmailFor to={to ?? ''} onClear={() => setTo('')} />
                )
              }
            </Loaded>
            {emails.hasNextPage ? (
              <Button
                variant='soft'
                color='gray'
                loading={emails.isFetchingNextPage}
                onClick={() => void emails.fetchNextPage()}
              >
                Show older emails
              </Button>
            ) : null}
          </div>
          <div className={styles.reader}>
            {emailId ? (
              <Outlet />
            ) : (
              <p className={styles.choose}>Choose an email to read it here.</p>
            )}
          </div>
        </div>
      )}
    </Page>
  )
}
