import { useState } from 'react'
import { ApiFailure } from '../../api/failure.ts'
import { CodeBlock } from '../../components/code-block.tsx'
import { Section } from '../../components/section.tsx'
import { SelectInput } from '../../components/select-input.tsx'
import { useAfterPause } from '../../components/use-after-pause.ts'
import { UserEmailInput } from '../users/user-email-input.tsx'
import styles from './jwt-template.module.css'
import { useJwtTemplatePreview, useTokenOwner } from './jwt-template-api.ts'

/** What the template gives for somebody, while it is being written. */
export function TemplatePreview({ content }: { content: string }) {
  const [email, setEmail] = useState('')
  const [organizationId, setOrganizationId] = useState('')
  const address = useAfterPause(email.trim())
  const owner = useTokenOwner(address)
  const memberships = owner.data?.memberships ?? []
  const isMember = memberships.some((membership) => membership.organization_id === organizationId)
  const preview = useJwtTemplatePreview({
    content: useAfterPause(content),
    user_id: owner.data?.user.id,
    organization_id: isMember ? organizationId : undefined,
  })

  return (
    <div className={styles.preview}>
      <Section
        title='Preview'
        description='What the token of a user would carry. Nothing is saved or issued.'
      >
        <div className={styles.whose}>
          <UserEmailInput
            label='User'
            value={email}
            onChange={setEmail}
            hint={address ? undefined : 'Without a user, every variable is without a value.'}
            problem={owner.data === null ? 'No user of this environment has this address.' : null}
          />
          <OrganizationSelect
            memberships={memberships}
            value={isMember ? organizationId : ''}
            onChange={setOrganizationId}
          />
        </div>
        <div aria-live='polite'>
          {preview.error ? (
            <p className={styles.refusal}>No claims: {wordsOf(preview.error)}</p>
          ) : (
            <CodeBlock
              title='Claims'
              code={preview.data ? JSON.stringify(preview.data.claims, null, 2) : '…'}
              wraps
            />
          )}
        </div>
      </Section>
    </div>
  )
}

interface OrganizationSelectProps {
  memberships: { organization_id: string; organization_name: string }[]
  value: string
  onChange: (organizationId: string) => void
}

function OrganizationSelect({ memberships, value, onChange }: OrganizationSelectProps) {
  return (
    <SelectInput
      label='Organization'
      hint='One that the user is an active member of.'
      value={value}
      disabled={memberships.length === 0}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value=''>None</option>
      {memberships.map(({ organization_id, organization_name }) => (
        <option key={organization_id} value={organization_id}>
          {organization_name}
        </option>
      ))}
    </SelectInput>
  )
}

function wordsOf(error: Error): string {
  if (!(error instanceof ApiFailure)) return error.message
  return error.problems.map(({ message }) => message).join(' ') || error.message
}
