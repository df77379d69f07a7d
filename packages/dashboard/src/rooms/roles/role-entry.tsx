import { Badge, DropdownMenu, IconButton } from '@radix-ui/themes'
import type { Role } from '../../api/types.ts'
import { Icon, type IconName } from '../../components/icon.tsx'
import { RowMenu } from '../../components/row-menu.tsx'
import styles from './roles.module.css'
import type { RoleScope } from './roles-api.ts'

export interface RoleQuestion {
  kind: 'edit' | 'delete' | 'make default'
  role: Role
}

interface RoleEntryProps {
  scope: RoleScope
  role: Role
  isDefault: boolean
  /** Null at the end of the list. */
  onMoveUp: (() => void) | null
  onMoveDown: (() => void) | null
  onAsk: (question: RoleQuestion) => void
}

export function RoleEntry(props: RoleEntryProps) {
  const { scope, role, isDefault, onAsk } = props
  const isForeign = scope.organizationId !== null && role.type === 'EnvironmentRole'
  return (
    <li className={styles.entry}>
      <span className={styles.moves}>
        <MoveButton icon='arrow-up' label={`Move ${role.name} up`} onMove={props.onMoveUp} />
        <MoveButton icon='arrow-down' label={`Move ${role.name} down`} onMove={props.onMoveDown} />
      </span>
      <div className={styles.words}>
        <span className={styles.head}>
          <span className={styles.name}>{role.name}</span>
          <code className={styles.slug}>{role.slug}</code>
          {isDefault ? <Badge color='gray'>Default</Badge> : null}
          {scope.organizationId && !isForeign ? <Badge color='gold'>Only here</Badge> : null}
        </span>
        {role.description ? <span className={styles.description}>{role.description}</span> : null}
        <span className={styles.gives}>{permissionWords(role.permissions.length)}</span>
      </div>
      <RowMenu of={role.name}>
        <DropdownMenu.Item disabled={isForeign} onSelect={() => onAsk({ kind: 'edit', role })}>
          Edit
        </DropdownMenu.Item>
        <DropdownMenu.Item
          disabled={isDefault}
          onSelect={() => onAsk({ kind: 'make default', role })}
        >
          Make default
        </DropdownMenu.Item>
        <DropdownMenu.Item
          color='red'
          disabled={isDefault || isForeign}
          onSelect={() => onAsk({ kind: 'delete', role })}
        >
          Delete
        </DropdownMenu.Item>
      </RowMenu>
    </li>
  )
}

interface MoveButtonProps {
  icon: IconName
  label: string
  onMove: (() => void) | null
}

/** At the end of the list it does nothing, and keeps the focus of whoever moved the role there. */
function MoveButton({ icon, label, onMove }: MoveButtonProps) {
  return (
    <IconButton
      size='1'
      variant='ghost'
      color='gray'
      className={styles.move}
      aria-label={label}
      aria-disabled={onMove === null}
      onClick={() => onMove?.()}
    >
      <Icon name={icon} size={14} />
    </IconButton>
  )
}

function permissionWords(count: number): string {
  if (count === 0) return 'No permissions'
  return count === 1 ? '1 permission' : `${count} permissions`
}
