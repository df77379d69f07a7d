import { Section } from '../../components/section.tsx'
import { AddressForm } from './address-form.tsx'
import type { RedirectAddress } from './redirects-api.ts'

interface AddressSectionProps {
  address: RedirectAddress
  title: string
  description: string
  label: string
  placeholder: string
  value: string | null
}

export function AddressSection({ title, description, ...form }: AddressSectionProps) {
  return (
    <Section title={title} description={description}>
      {/* A value saved elsewhere replaces what this form began with. */}
      <AddressForm key={form.value} {...form} />
    </Section>
  )
}
