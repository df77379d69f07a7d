import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type { AuthenticationPolicy } from '../../api/types.ts'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { notify } from '../../components/notices.tsx'
import { Section } from '../../components/section.tsx'
import { SwitchInput } from '../../components/switch-input.tsx'
import { useEnvironment } from '../../session/environment.ts'

/** What the organization asks of its members beyond what the environment asks of everybody. */
export function OrganizationMfa({ organizationId }: { organizationId: string }) {
  const policy = useAuthenticationPolicy(organizationId)
  const save = useSaveAuthenticationPolicy(organizationId)
  if (!policy.data) {
    return policy.error ? (
      <FailureNotice title='The policy could not be loaded' failure={policy.error} />
    ) : null
  }
  const { mfa_policy } = save.isPending ? save.variables : policy.data

  const change = (isRequired: boolean) =>
    save.mutate(
      { mfa_policy: isRequired ? 'required' : 'inherited' },
      {
        onSuccess: () =>
          notify(
            isRequired
              ? 'Members set up an authenticator app at their next sign-in.'
              : 'Members are asked for what the environment asks of everybody.',
          ),
      },
    )

  return (
    <Section title='Multi-factor authentication'>
      {save.error ? <FailureNotice title='The policy was not saved' failure={save.error} /> : null}
      <SwitchInput
        label='Members need an authenticator app'
        hint='Whoever signs in to this organization sets one up. Off, the environment’s setting holds.'
        checked={mfa_policy === 'required'}
        onChange={change}
      />
    </Section>
  )
}

const keyOf = (environmentId: string, organizationId: string) => [
  environmentId,
  'authentication-policy',
  organizationId,
]
const pathOf = (organizationId: string) =>
  `/dashboard/api/organizations/${organizationId}/authentication_policy`

function useAuthenticationPolicy(organizationId: string) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: keyOf(environmentId, organizationId),
    queryFn: ({ signal }) =>
      request<AuthenticationPolicy>(pathOf(organizationId), { environmentId, signal }),
  })
}

function useSaveAuthenticationPolicy(organizationId: string) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: AuthenticationPolicy) =>
      request<AuthenticationPolicy>(pathOf(organizationId), { method: 'PUT', environmentId, body }),
    onSuccess: (policy) => queryClient.setQueryData(keyOf(environmentId, organizationId), policy),
  })
}
