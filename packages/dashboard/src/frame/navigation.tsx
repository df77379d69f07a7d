import { Link } from '@tanstack/react-router'
import { Icon } from '../components/icon.tsx'
import { Mark } from '../components/mark.tsx'
import { useEnvironment } from '../session/environment.ts'
import { AccountMenu } from './account-menu.tsx'
import { EnvironmentSwitcher } from './environment-switcher.tsx'
import styles from './navigation.module.css'
import { rooms } from './rooms.ts'

interface NavigationProps {
  onOpenCommandMenu: () => void
  /** On a phone the navigation covers the page and closes when a room is chosen. */
  onChoose?: () => void
}

/** What the left side of the desktop and the sheet of a phone both show. */
export function Navigation({ onOpenCommandMenu, onChoose }: NavigationProps) {
  const environment = useEnvironment()
  return (
    <div className={styles.navigation}>
      <Link
        to='/$environment'
        params={{ environment: environment.kind }}
        className={styles.brand}
        onClick={onChoose}
      >
        <Mark size={22} />
        Latchkey
      </Link>
      <EnvironmentSwitcher onChoose={onChoose} />
      <button type='button' className={styles.jump} onClick={onOpenCommandMenu}>
        <Icon name='search' />
        <span className={styles.jumpLabel}>Jump to…</span>
        <kbd className={styles.keys}>{isApple ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <nav aria-label='Rooms' className={styles.rooms}>
        {rooms.map((room) => (
          <Link
            key={room.to}
            to={room.to}
            params={{ environment: environment.kind }}
            activeOptions={{ exact: room.to === '/$environment', includeSearch: false }}
            className={styles.room}
            onClick={onChoose}
          >
            <Icon name={room.icon} />
            {room.name}
          </Link>
        ))}
      </nav>
      <AccountMenu />
    </div>
  )
}

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)
