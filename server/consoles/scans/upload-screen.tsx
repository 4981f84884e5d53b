import { Button, FileInput, NativeSelect, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Screen } from '../frame/screen.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useUnitsFor } from '../session/session.tsx'
import { SentPage } from './sent-page.tsx'
import { ScansNav } from './scans-nav.tsx'
import './scans.css'

const words = {
  title: { vi: 'Gửi ảnh quét', en: 'Send pages' },
  lead: {
    vi: 'Chọn ảnh các trang phiếu đã quét (PNG, JPEG, TIFF). Mất mạng thì giữ trang này mở, việc gửi tự tiếp tục.',
    en: 'Choose images of scanned pages (PNG, JPEG, TIFF). If the line breaks, keep this page open; it goes on.',
  },
  office: { vi: 'Nơi quét', en: 'Office' },
  place: { vi: 'Nơi lưu phiếu giấy (kệ, hộp)', en: 'Shelf and box' },
  files: { vi: 'Ảnh các trang', en: 'Images' },
  choose: { vi: 'Chọn một hoặc nhiều ảnh', en: 'Choose one or more' },
  send: { vi: 'Gửi', en: 'Send' },
  list: { vi: 'Kết quả từng trang', en: 'Result of each page' },
  file: { vi: 'Ảnh', en: 'Image' },
  result: { vi: 'Kết quả', en: 'Result' },
  done: { vi: 'Đã gửi xong', en: 'All sent:' },
  pages: { vi: 'trang', en: 'pages' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface Batch {
  readonly number: number
  readonly files: readonly File[]
  readonly unitCode: string
  readonly archivePlace: string | null
}

function Choose({ onSend }: { readonly onSend: (batch: Omit<Batch, 'number'>) => void }) {
  const say = useSay()
  const units = useUnitsFor('form.scan')
  const [unitCode, setUnitCode] = useState(units[0]?.code ?? '')
  const [place, setPlace] = useState('')
  const [files, setFiles] = useState<readonly File[]>([])
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (files.length === 0) return
    onSend({ files, unitCode, archivePlace: place.trim() || null })
    setFiles([])
  }
  return (
    <form className="panel" onSubmit={submit}>
      <div className="row">
        <NativeSelect
          className="grow"
          label={say(words.office)}
          value={unitCode}
          onChange={({ currentTarget }) => setUnitCode(currentTarget.value)}
          data={units.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <TextInput
          className="grow"
          label={say(words.place)}
          value={place}
          onChange={({ currentTarget }) => setPlace(currentTarget.value)}
          autoComplete="off"
          maxLength={40}
        />
      </div>
      <div className="row">
        <FileInput
          className="grow"
          label={say(words.files)}
          placeholder={say(words.choose)}
          accept="image/png,image/jpeg,image/tiff"
          multiple
          value={[...files]}
          onChange={setFiles}
        />
        <Button type="submit" disabled={files.length === 0}>
          {say(words.send)}
        </Button>
      </div>
    </form>
  )
}

/** Page after page; the next begins when the one before it has come. */
function Sending({ batch }: { readonly batch: Batch }) {
  const say = useSay()
  const [finished, setFinished] = useState(0)
  const { files, unitCode, archivePlace } = batch
  return (
    <section className="queues" aria-label={say(words.list)}>
      <h2>{say(words.list)}</h2>
      {finished === files.length && (
        <Notice
          tone="good"
          title={`${say(words.done)} ${formatCount(finished)} ${say(words.pages)}`}
          spoken
        />
      )}
      <table className="worklist">
        <caption className="for-ears">{say(words.list)}</caption>
        <thead>
          <tr>
            <th scope="col">{say(words.file)}</th>
            <th scope="col">{say(words.result)}</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file, i) => (
            <SentPage
              // Two chosen files may have one name.
              key={`${i} ${file.name}`}
              file={file}
              unitCode={unitCode}
              archivePlace={archivePlace}
              turn={i <= finished}
              onFinished={() => setFinished((count) => count + 1)}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Pages from a scanner that the station does not drive: chosen here, sent in pieces, read at the server. */
export function UploadScreen() {
  const [batch, setBatch] = useState<Batch | null>(null)
  const [underWay, setUnderWay] = useState(0)
  return (
    <Screen title={words.title} lead={words.lead}>
      <ScansNav />
      <Choose
        onSend={(chosen) => {
          setBatch({ ...chosen, number: underWay + 1 })
          setUnderWay(underWay + 1)
        }}
      />
      {batch && <Sending key={batch.number} batch={batch} />}
    </Screen>
  )
}
