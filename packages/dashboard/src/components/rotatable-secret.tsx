import { Button } from '@radix-ui/themes'
import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { notify } from './notices.tsx'
import { SecretValue } from './secret-value.tsx'
import { Section } from './section.tsx'

interface RotatableSecretProps {
  secret: string
  /** The mutation that replaces it. */
  rotate: {
    mutate: (variables: undefined, callbacks: { onSuccess: () => void }) => void
    isPending: boolean
    error: Error | null
  }
  description: ReactNode
  /** What whoever has the old one notices. */
  warning: string
}

/** The secret that signs what is sent to an address of the application. */
export function RotatableSecret({ secret, rotate, description, warning }: RotatableSecretProps) {
  const [isAsking, setAsking] = useState(false)
  const confirm = () =>
    rotate.mutate(undefined, {
      onSuccess: () => {
        setAsking(false)
        notify('The signing secret is a new one.')
      },
    })
  return (
    <Section
      title='Signing secret'
      description={description}
      action={
        <Button variant='soft' color='gray' onClick={() => setAsking(true)}>
          Rotate secret
        </Button>
      }
    >
      <SecretValue key={secret} value={secret} name='the signing secret' />
      {isAsking ? (
        <ConfirmDialog
          title='Rotate the signing secret?'
          confirmLabel='Rotate secret'
          isPending={rotate.isPending}
          failure={rotate.error}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          {warning}
        </ConfirmDialog>
      ) : null}
    </Section>
  )
}
