import type { ReactNode } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import '../../../ui/card/card.css'
import { CardSide } from '../../../ui/card/card-side.tsx'
import { useSay } from '../../../ui/language.tsx'
import { usePicture } from '../parts/use-picture.ts'
import { type CheckedCard, expectedCard } from './expected-face.ts'

const words = {
  title: { vi: 'Thẻ phải như thế này', en: 'How the card must look' },
  serial: { vi: 'Số phôi', en: 'Blank' },
  file: { vi: 'Hồ sơ', en: 'File' },
  batch: { vi: 'Lô', en: 'Batch' },
  noBatch: { vi: 'không thuộc lô nào', en: 'in no batch' },
  tray: {
    vi: 'Thẻ vừa in, do camera trên khay chụp',
    en: 'The card as printed, seen by the camera above the tray',
  },
  noTray: { vi: 'Ảnh chụp thẻ chưa mở được', en: 'The picture of the tray cannot be shown' },
  noPortrait: { vi: 'Ảnh chưa mở được', en: 'The portrait cannot be shown' },
  FULL: { vi: 'Phải kiểm tra', en: 'Must be looked at' },
  SAMPLE: { vi: 'Thẻ mẫu của lô', en: 'Drawn from its batch' },
  VOLUNTARY: { vi: 'Kiểm tra thêm', en: 'An extra look' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Both sides of the card on the desk as they must be, to be held beside the card itself; above them what was read from it. */
export function CardOnDesk({ card, children }: { readonly card: CheckedCard; readonly children: ReactNode }) {
  const say = useSay()
  const portrait = usePicture(card.portraitUrl)
  const tray = usePicture(card.trayPictureUrl)
  const shown = expectedCard(card)
  return (
    <section className="panel" aria-label={say(words.title)}>
      <div className="row">
        <h2 className="grow">{say(words.title)}</h2>
        <span className="badge">{say(words[card.mode ?? 'VOLUNTARY'])}</span>
      </div>
      <p>
        {say(words.serial)} <strong className="code">{card.blankSerial}</strong> · {say(words.file)}{' '}
        <span className="code">{card.applicationCode}</span> ·{' '}
        {card.batchNumber ? (
          <>
            {say(words.batch)} <span className="code">{card.batchNumber}</span>
          </>
        ) : (
          say(words.noBatch)
        )}
      </p>
      {children}
      {portrait.state === 'failed' && <p className="soft">{say(words.noPortrait)}</p>}
      <div className="card-sides">
        <CardSide side="front" card={shown} portrait={portrait.state === 'shown' ? portrait.src : null} />
        <CardSide side="back" card={shown} portrait={null} />
      </div>
      {tray.state === 'failed' && <p className="soft">{say(words.noTray)}</p>}
      {tray.state === 'shown' && (
        <figure className="tray-picture">
          <figcaption>{say(words.tray)}</figcaption>
          <img src={tray.src} alt={say(words.tray)} />
        </figure>
      )}
    </section>
  )
}
