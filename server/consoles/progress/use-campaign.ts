import { useSearchParams } from 'react-router'
import { CampaignsDocument, type CampaignDetailFragment } from '../generated/campaigns.ts'
import { useAsk } from '../graphql/use-ask.ts'

export interface CampaignChoice {
  readonly campaigns: readonly CampaignDetailFragment[]
  /** The one in the address, else the newest that runs, else the newest; null while there is none. */
  readonly campaign: CampaignDetailFragment | null
  readonly loading: boolean
  readonly choose: (id: string) => void
}

/** Which campaign a screen is about. */
export function useCampaign(): CampaignChoice {
  const [search, setSearch] = useSearchParams()
  const { data } = useAsk(CampaignsDocument, {})
  const campaigns = data?.campaigns ?? []
  const wanted = search.get('campaign')
  return {
    campaigns,
    campaign:
      campaigns.find(({ id }) => id === wanted) ??
      campaigns.find(({ running }) => running) ??
      campaigns[0] ??
      null,
    loading: data === undefined,
    choose: (id) =>
      setSearch(
        (before) => {
          before.set('campaign', id)
          return before
        },
        { replace: true },
      ),
  }
}
