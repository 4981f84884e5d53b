import { NativeSelect } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import type { CampaignChoice } from './use-campaign.ts'

const words = {
  campaign: { vi: 'Đợt thu thập', en: 'Campaign' },
  none: { vi: 'Chưa có đợt thu thập nào.', en: 'There is no campaign yet.' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Chooses among campaigns, or says that there is none. */
export function CampaignSelect({ choice }: { readonly choice: CampaignChoice }) {
  const say = useSay()
  const { campaigns, campaign, choose, loading } = choice
  if (campaigns.length === 0) return loading ? null : <p className="soft">{say(words.none)}</p>
  return (
    <NativeSelect
      label={say(words.campaign)}
      className="campaign-select"
      value={campaign?.id ?? ''}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      data={campaigns.map(({ id, name, unitName }) => ({ value: id, label: `${name} · ${unitName}` }))}
    />
  )
}
