import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import type { ResidentRecord } from './resident-record.ts'
import { itemGroups } from './resident-words.ts'

const words = {
  unknown: { vi: 'không rõ', en: 'not known' },
  empty: { vi: 'chưa có', en: 'nothing on record' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Item = ResidentRecord['items'][number]

function ItemText({ item }: { readonly item: Item }) {
  const say = useSay()
  if (item.state === 'UNKNOWN') {
    return <span className="badge badge-attention">{say(words.unknown)}</span>
  }
  if (item.state === 'EMPTY') return <span className="soft">{say(words.empty)}</span>
  return item.texts.map((text, i) => <span key={i}>{text}</span>)
}

/** The 26 items in groups, each with its number in the law. */
export function ResidentItems({ record }: { readonly record: ResidentRecord }) {
  const say = useSay()
  const items = new Map(record.items.map((item) => [item.item, item]))
  return (
    <div className="item-groups">
      {itemGroups.map(({ title, items: names }) => (
        <section key={title.en} className="panel">
          <h2>{say(title)}</h2>
          <dl className="items">
            {names.map((name) => {
              const item = items.get(name)
              return (
                item && (
                  <div key={name}>
                    <dt>
                      {item.number}. {say(item.label)}
                    </dt>
                    <dd>
                      <ItemText item={item} />
                    </dd>
                  </div>
                )
              )
            })}
          </dl>
        </section>
      ))}
    </div>
  )
}
