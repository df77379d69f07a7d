import type { FeatureFlag } from '../../api/types.ts'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { notify } from '../../components/notices.tsx'
import { Section } from '../../components/section.tsx'
import { SwitchInput } from '../../components/switch-input.tsx'
import { useEnvironment } from '../../session/environment.ts'
import styles from './feature-flags.module.css'
import { useSetFlagEnabled, useUpdateFeatureFlag } from './feature-flags-api.ts'

/** For whom a flag is on in this environment, apart from its targets. */
export function FlagRules({ flag }: { flag: FeatureFlag }) {
  const { name } = useEnvironment()
  const setEnabled = useSetFlagEnabled(flag.slug)
  const update = useUpdateFeatureFlag(flag.slug)
  const failure = setEnabled.error ?? update.error
  const isEnabled = setEnabled.isPending ? setEnabled.variables : flag.enabled
  const isDefault = update.isPending
    ? (update.variables.default_value ?? flag.default_value)
    : flag.default_value

  const enable = (enabled: boolean) => {
    update.reset()
    setEnabled.mutate(enabled, {
      onSuccess: () =>
        notify(`${flag.name} is ${enabled ? 'enabled' : 'off for everybody'} in ${name}.`),
    })
  }
  const makeDefault = (default_value: boolean) => {
    setEnabled.reset()
    update.mutate(
      { default_value },
      {
        onSuccess: () =>
          notify(
            default_value
              ? `${flag.name} is meant for everybody in ${name}.`
              : `${flag.name} is meant for its targets alone in ${name}.`,
          ),
      },
    )
  }

  return (
    <Section
      title={`In ${name}`}
      description='Access tokens follow when they are refreshed. Other environments keep their own state and targets.'
    >
      {failure ? <FailureNotice title='The flag did not change' failure={failure} /> : null}
      <div className={styles.rules}>
        <SwitchInput
          label='Enabled'
          hint='Off, it is on for nobody, targets included.'
          checked={isEnabled}
          onChange={enable}
        />
        <SwitchInput
          label='On for everybody'
          hint='Off, an enabled flag is on for its targets alone.'
          checked={isDefault}
          onChange={makeDefault}
        />
      </div>
    </Section>
  )
}
