import { ShelvesDocument, type PlaceShelvesFragment } from '../generated/issuing.ts'
import { useAsk } from '../graphql/use-ask.ts'

export type Place = PlaceShelvesFragment

/** The places of collection that the officer's role reaches, with their shelves. */
export function usePlaces() {
  const { data, trouble, again } = useAsk(ShelvesDocument, {}, { policy: 'cache-and-network' })
  const places: readonly Place[] = data?.shelves ?? []
  return { places, loaded: data !== undefined, trouble, again }
}
