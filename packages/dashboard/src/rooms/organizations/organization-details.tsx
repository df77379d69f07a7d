import type { Organization } from '../../api/types.ts'
import { CopyableValue } from '../../components/copyable-value.tsx'
import { Detail, Details } from '../../components/details.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'

export function OrganizationDetails({ organization }: { organization: Organization }) {
  const { id, external_id, stripe_customer_id, metadata, created_at, updated_at } = organization
  return (
    <Details>
      <Detail name='Organization ID'>
        <CopyableValue value={id} name='organization id' />
      </Detail>
      {external_id ? (
        <Detail name='External ID'>
          <CopyableValue value={external_id} name='external id' />
        </Detail>
      ) : null}
      <Detail name='Created'>
        <RelativeTime at={created_at} />
      </Detail>
      <Detail name='Updated'>
        <RelativeTime at={updated_at} />
      </Detail>
      {stripe_customer_id ? (
        <Detail name='Stripe customer ID'>
          <CopyableValue value={stripe_customer_id} name='Stripe customer id' />
        </Detail>
      ) : null}
      {Object.entries(metadata).map(([key, value]) => (
        <Detail key={key} name={`metadata.${key}`}>
          <CopyableValue value={value} name={`metadata ${key}`} />
        </Detail>
      ))}
    </Details>
  )
}
