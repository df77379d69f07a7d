import { Badge, Button, SegmentedControl } from '@radix-ui/themes'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiFailure } from '../../api/failure.ts'
import type { EmailWithContent } from '../../api/types.ts'
import { CopyTextButton } from '../../components/copy-button.tsx'
import { Empty } from '../../components/empty.tsx'
import { Icon } from '../../components/icon.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PageTitle } from '../../components/page.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { SkeletonLine } from '../../components/skeleton-line.tsx'
import { EmailPreview } from './email-preview.tsx'
import { kindOf, statuses } from './email-words.ts'
import styles from './emails.module.css'
import { useEmail } from './emails-api.ts'

const route = getRouteApi('/$environment/emails/$emailId')

export function EmailView() {
  const { environment, emailId } = route.useParams()
  const { to } = route.useSearch()
  const email = useEmail(emailId)
  const isGone = email.error instanceof ApiFailure && email.error.status === 404
  return (
    <>
      <Link
        to='/$environment/emails'
        params={{ environment }}
        search={{ to }}
        className={styles.back}
      >
        <Icon name='chevron-left' />
        All emails
      </Link>
      {isGone ? (
        <Empty icon='mail' title='There is no such email'>
          It may have been deleted, or belong to another environment.
        </Empty>
      ) : (
        <Loaded query={email} what='this email' skeleton={<EmailSkeleton />}>
          {(loaded) => <EmailArticle key={loaded.id} email={loaded} />}
        </Loaded>
      )}
    </>
  )
}

function EmailArticle({ email }: { email: EmailWithContent }) {
  const status = statuses[email.status]
  return (
    <article className={styles.email} aria-label={email.subject}>
      <PageTitle title={email.subject} />
      <header className={styles.head}>
        <h2 className={styles.title}>{email.subject}</h2>
        <p className={styles.meta}>
          To {email.to} · {kindOf(email)} · <RelativeTime at={email.created_at} />{' '}
          <Badge color={status.color}>{status.name}</Badge>
        </p>
        {email.error ? <p className={styles.error}>The mail server said: {email.error}</p> : null}
      </header>
      {email.code || email.url ? (
        <div className={styles.act}>
          {email.code ? (
            <>
              <code className={styles.code}>{email.code}</code>
              <CopyTextButton value={email.code} label='Copy code' />
            </>
          ) : null}
          {email.url ? (
            <>
              <Button asChild variant='soft' color='gray'>
                <a href={email.url} target='_blank' rel='noopener noreferrer'>
                  <Icon name='external' />
                  Open link
                </a>
              </Button>
              <CopyTextButton value={email.url} label='Copy link' />
            </>
          ) : null}
        </div>
      ) : null}
      {email.html === null ? (
        <p className={styles.gone}>
          This email was handed to the mail server, and its content was removed then: it held a
          secret of the person who received it.
        </p>
      ) : (
        <EmailParts html={email.html} text={email.text ?? ''} subject={email.subject} />
      )}
    </article>
  )
}

function EmailParts({ html, text, subject }: { html: string; text: string; subject: string }) {
  const [part, setPart] = useState<'html' | 'text'>('html')
  return (
    <>
      <SegmentedControl.Root
        size='1'
        value={part}
        onValueChange={(chosen) => setPart(chosen as 'html' | 'text')}
        aria-label='Part of the email'
        className={styles.parts}
      >
        <SegmentedControl.Item value='html'>HTML</SegmentedControl.Item>
        <SegmentedControl.Item value='text'>Text</SegmentedControl.Item>
      </SegmentedControl.Root>
      {part === 'html' ? (
        <EmailPreview html={html} subject={subject} />
      ) : (
        <pre className={styles.text}>{text}</pre>
      )}
    </>
  )
}

function EmailSkeleton() {
  return (
    <div className={styles.email}>
      <SkeletonLine width='70%' height='20px' />
      <SkeletonLine width='50%' />
      <SkeletonLine width='100%' height='320px' />
    </div>
  )
}
