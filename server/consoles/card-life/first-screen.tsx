import { useMay } from '../session/session.tsx'
import { FindScreen } from './find-screen.tsx'
import { HotlineScreen } from './hotline-screen.tsx'

/** The hotline sees no cards, only its questions. */
export function FirstScreen() {
  const may = useMay()
  return may('card.find') ? <FindScreen /> : <HotlineScreen />
}
