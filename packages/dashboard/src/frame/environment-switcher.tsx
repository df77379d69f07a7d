import { DropdownMenu } from '@radix-ui/themes'
import { useMatchRoute, useNavigate } from '@tanstack/react-router'
import type { Environment } from '../api/types.ts'
import { Icon } from '../components/icon.tsx'
import { useEnvironment } from '../session/environment.ts'
import { useSession } from '../session/session.ts'
import styles from './environment-switcher.module.css'
import { rooms } from './rooms.ts'

export function EnvironmentSwitcher({ onChoose }: { onChoose?: () => void }) {
  const { environments } = useSession()
  const current = useEnvironment()
  const open = useOpenEnvironment()
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger>
        <button type='button' className={styles.trigger} data-kind={current.kind}>
          <span className={styles.dot} />
          <span className={styles.name}>
            <span className='visually-hidden'>Environment: </span>
            {current.name}
          </span>
          <Icon name='chevrons-up-down' />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content variant='soft' color='gray' className={styles.menu}>
        <DropdownMenu.RadioGroup value={current.id}>
          {environments.map((environment) => (
            <DropdownMenu.RadioItem
              key={environment.id}
              value={environment.id}
              onSelect={() => {
                open(environment)
                onChoose?.()
              }}
            >
              {environment.name}
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}

/** Opens another environment in the same room. Pages of one user or email exist in one environment only. */
export function useOpenEnvironment() {
  const navigate = useNavigate()
  const matchRoute = useMatchRoute()
  return (environment: Environment) => {
    const room = rooms.find(({ to }) => matchRoute({ to, fuzzy: to !== '/$environment' }) !== false)
    void navigate({
      to: room?.to ?? '/$environment',
      params: { environment: environment.kind },
    })
  }
}
