import { useState } from 'react'
import type { Role } from '../../api/types.ts'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { RoleEntry, type RoleQuestion } from './role-entry.tsx'
import styles from './roles.module.css'
import { type ArrangedRoles, type RoleScope, useReorderRoles } from './roles-api.ts'

interface RoleListProps {
  scope: RoleScope
  arranged: ArrangedRoles
  onAsk: (question: RoleQuestion) => void
}

/** The roles in order of priority, which two buttons beside each of them change. */
export function RoleList({ scope, arranged, onAsk }: RoleListProps) {
  const reorder = useReorderRoles(scope)
  const [announcement, setAnnouncement] = useState('')
  const { roles } = arranged

  const move = (role: Role, to: number) => {
    const others = roles.filter(({ slug }) => slug !== role.slug)
    reorder.mutate(others.toSpliced(to, 0, role))
    setAnnouncement(`${role.name} is number ${to + 1} of ${roles.length}.`)
  }

  return (
    <>
      {reorder.error ? (
        <FailureNotice title='The order did not change' failure={reorder.error} />
      ) : null}
      <ol className={styles.entries}>
        {roles.map((role, index) => (
          <RoleEntry
            key={role.slug}
            scope={scope}
            role={role}
            isDefault={role.slug === arranged.defaultSlug}
            onMoveUp={index > 0 ? () => move(role, index - 1) : null}
            onMoveDown={index < roles.length - 1 ? () => move(role, index + 1) : null}
            onAsk={onAsk}
          />
        ))}
      </ol>
      <span className='visually-hidden' role='status'>
        {announcement}
      </span>
    </>
  )
}
