import { RadioGroup } from '@radix-ui/themes'
import { useId, useState } from 'react'
import { problemAt } from '../../api/failure.ts'
import type { FeatureFlag } from '../../api/types.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { OrganizationInput } from '../organizations/organization-input.tsx'
import { getOrganizationNamed } from '../organizations/organizations-api.ts'
import { UserEmailInput } from '../users/user-email-input.tsx'
import { getUserByEmail } from '../users/users-api.ts'
import styles from './feature-flags.module.css'
import { useAddFlagTarget } from './feature-flags-api.ts'

export function AddTargetDialog({ flag, onClose }: { flag: FeatureFlag; onClose: () => void }) {
  const add = useAddFlagTarget()
  const kindsId = useId()
  const [kind, setKind] = useState('user')
  const [typed, setTyped] = useState('')
  const field = kind === 'user' ? 'email' : 'organization'
  const problem = problemAt(add.error, field)

  const submit = () => {
    const wanted = typed.trim()
    const find = async (environmentId: string) => {
      const get = kind === 'user' ? getUserByEmail : getOrganizationNamed
      return (await get(environmentId, wanted)).id
    }
    add.mutate(
      { slug: flag.slug, find },
      {
        onSuccess: () => {
          onClose()
          notify(`${wanted} is a target of ${flag.name}.`)
        },
      },
    )
  }

  return (
    <FormDialog
      title='Add target'
      submitLabel='Add target'
      isPending={add.isPending}
      failure={add.error}
      isShownAtFields={problem !== null}
      onSubmit={submit}
      onClose={onClose}
    >
      <div>
        <span id={kindsId} className={styles.kindTitle}>
          Turn it on for
        </span>
        <RadioGroup.Root
          aria-labelledby={kindsId}
          className={styles.kinds}
          value={kind}
          onValueChange={(chosen) => {
            setKind(chosen)
            setTyped('')
            add.reset()
          }}
        >
          <RadioGroup.Item value='user'>A user</RadioGroup.Item>
          <RadioGroup.Item value='organization'>An organization and its members</RadioGroup.Item>
        </RadioGroup.Root>
      </div>
      {kind === 'user' ? (
        <UserEmailInput label='Email' value={typed} onChange={setTyped} problem={problem} />
      ) : (
        <OrganizationInput value={typed} onChange={setTyped} problem={problem} />
      )}
    </FormDialog>
  )
}
