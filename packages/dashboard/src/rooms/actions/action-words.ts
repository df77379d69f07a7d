import type { ActionExecution, ActionType } from '../../api/types.ts'

/** What there is to decide, in the order in which a person comes to it. */
export const actions: Record<ActionType, { name: string; description: string }> = {
  user_registration: {
    name: 'User registration',
    description: 'Asked before somebody creates an account on the hosted pages or with Magic Auth.',
  },
  authentication: {
    name: 'Authentication',
    description: 'Asked when somebody has proven who they are, before they are signed in.',
  },
}

export const actionTypes = Object.keys(actions) as ActionType[]

export const isActionType = (text: string): text is ActionType => Object.hasOwn(actions, text)

export const failureModes = {
  allow: { name: 'Let them in', hint: 'Nobody is kept out while your endpoint is down.' },
  deny: {
    name: 'Refuse them',
    hint: 'Nobody comes in unasked, and nobody at all while it is down.',
  },
}

/** What came of an execution, and whether that was the endpoint's own word. */
export function outcomeOf({ verdict, error }: ActionExecution): {
  name: string
  color: 'green' | 'red' | 'orange'
} {
  if (error !== null) {
    return {
      name: verdict === 'allow' ? 'No answer, allowed' : 'No answer, denied',
      color: 'orange',
    }
  }
  return verdict === 'allow'
    ? { name: 'Allowed', color: 'green' }
    : { name: 'Denied', color: 'red' }
}
