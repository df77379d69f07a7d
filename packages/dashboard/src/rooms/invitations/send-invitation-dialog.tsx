import { useState } from 'react'
import { ApiFailure, problemAt } from '../../api/failure.ts'
import type { Organization } from '../../api/types.ts'
import { TextInput } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { OrganizationInput, useOrganizationNamed } from '../organizations/organization-input.tsx'
import { RoleSelect } from '../roles/role-select.tsx'
import { useSendInvitation } from './invitations-api.ts'

interface SendInvitationDialogProps {
  /** The one that the invitation is to. Without it, the form asks for one. */
  organization?: Organization
  onClose: () => void
}

export function SendInvitationDialog({ organization, onClose }: SendInvitationDialogProps) {
  const send = useSendInvitation()
  const [typed, setTyped] = useState('')
  const named = useOrganizationNamed(typed)
  const joined = organization ?? named
  const problems = problemsOf(send.error)

  const submit = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const email = text('email')
    send.mutate(
      {
        email,
        organization_id: organization?.id,
        organization: text('organization') || undefined,
        role_slug: text('role_slug') || undefined,
        days: text('expires_in_days'),
      },
      {
        onSuccess: () => {
          onClose()
          notify(`An invitation is on its way to ${email}.`)
        },
      },
    )
  }

  return (
    <FormDialog
      title='Send invitation'
      description={
        organization
          ? `Whoever accepts it becomes a member of ${organization.name}.`
          : 'Whoever accepts it can sign in, also while sign-up is closed.'
      }
      submitLabel='Send invitation'
      isPending={send.isPending}
      failure={send.error}
      isShownAtFields={Object.values(problems).some((problem) => problem !== null)}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label='Email'
        name='email'
        type='email'
        inputMode='email'
        autoComplete='off'
        autoCapitalize='none'
        spellCheck={false}
        placeholder='ada@example.com'
        problem={problems.email}
      />
      {organization ? null : (
        <OrganizationInput
          required={false}
          hint='They become a member of it. Without one, they join your application alone.'
          value={typed}
          onChange={setTyped}
          problem={problems.organization}
        />
      )}
      {joined ? (
        <RoleSelect key={joined.id} organizationId={joined.id} problem={problems.role_slug} />
      ) : null}
      <TextInput
        label='Days until it expires'
        name='expires_in_days'
        inputMode='numeric'
        autoComplete='off'
        defaultValue='7'
        hint='1 to 30.'
        problem={problems.expires_in_days}
      />
    </FormDialog>
  )
}

/** What is wrong with an invitation is mostly said by its code alone. */
const fieldsOfCodes: Record<string, string> = {
  email_already_invited: 'email',
  email_already_invited_to_organization: 'email',
  user_already_exists: 'email',
  user_already_organization_member: 'email',
  invalid_role: 'role_slug',
  expires_in_days_too_short: 'expires_in_days',
  expires_in_days_too_long: 'expires_in_days',
}

function problemsOf(failure: unknown) {
  const field = failure instanceof ApiFailure && failure.code ? fieldsOfCodes[failure.code] : null
  const problemOf = (name: string) =>
    field === name ? (failure as ApiFailure).message : problemAt(failure, name)
  return {
    email: problemOf('email'),
    organization: problemOf('organization'),
    role_slug: problemOf('role_slug'),
    expires_in_days: problemOf('expires_in_days'),
  }
}
