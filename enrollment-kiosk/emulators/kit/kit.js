/** The kit's page: a form or a button becomes one request to a device; states and frames are asked for again and again. */
const texts = {
  done: { vi: 'Đã làm', en: 'Done' },
  failed: { vi: 'Không được. Hãy xem lại các ô vừa nhập.', en: 'Refused. Look at what was entered.' },
  gone: { vi: 'Bộ giả lập đã dừng.', en: 'The kit has stopped.' },
  copied: { vi: 'Đã chép cấu hình', en: 'Copied' },
  selected: { vi: 'Đã chọn cấu hình, bấm Ctrl+C để chép', en: 'Selected: press Ctrl+C to copy' },
  plugged: { vi: 'Đang cắm', en: 'Plugged in' },
  unplugged: { vi: 'Đã rút dây', en: 'Unplugged' },
  finger: { vi: 'có ngón tay', en: 'finger on it' },
  empty: { vi: 'mặt kính trống', en: 'nothing on it' },
  sheets: { vi: 'tờ trong khay', en: 'sheets in the tray' },
  jammed: { vi: 'kẹt giấy', en: 'jammed' },
  more: { vi: 'gói nữa', en: 'more packets' },
}
const element = (id) => document.getElementById(id)
const text = (key) => texts[key][document.documentElement.lang]
const tell = (message) => {
  element('told').textContent = message
}

async function send(device, request, body) {
  const [method, path] = request.split(' ')
  tell('')
  // Whoever works a device wants to see what passes on its line.
  element('watched').value = device
  const response = await fetch(`/devices/${device}${path}`, { method, body, headers: { 'x-kit': '1' } })
  const answer = await response.json().catch(() => ({}))
  tell(response.ok ? text('done') : (answer[document.documentElement.lang] ?? text('failed')))
  await Promise.all([showStates(), showFrames()])
}

const readBytes = async (input) =>
  input.files[0] ? new Uint8Array(await input.files[0].arrayBuffer()) : null
const kinds = {
  number: (input) => (input.value === '' ? undefined : Number(input.value)),
  boolean: (input) => (input.checked ? true : undefined),
  text: (input) => input.value || undefined,
  base64: async (input) => {
    const bytes = await readBytes(input)
    return bytes ? btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) : undefined
  },
}

/** The fields as JSON; a file or a text alone as it is. */
async function bodyOf(form) {
  const fields = {}
  for (const input of form.querySelectorAll('[data-kind]')) {
    if (input.dataset.kind === 'bytes') return readBytes(input)
    if (input.dataset.kind === 'whole') return input.value
    fields[input.name] = await kinds[input.dataset.kind](input)
  }
  // A picture file stands for the invented finger.
  const { picture, damage, sheets } = fields
  return JSON.stringify(picture && sheets === undefined ? { picture, damage } : fields)
}

/** Work that fails because nobody answers says so. */
function on(target, type, work) {
  target.addEventListener(type, (event) => {
    work(event).catch(() => tell(text('gone')))
  })
}

on(document, 'submit', async (event) => {
  event.preventDefault()
  tell('')
  const { device, request } = event.target.dataset
  await send(device, request, await bodyOf(event.target))
})
on(document, 'click', async (event) => {
  const button = event.target.closest('button[data-request]')
  if (button) await send(button.dataset.device, button.dataset.request)
})

function stateText(state) {
  if (!state) return text('gone')
  const parts = []
  if ('plugged' in state) parts.push(text(state.plugged ? 'plugged' : 'unplugged'))
  if ('baudRate' in state) parts.push(`${state.baudRate} baud`)
  if ('finger' in state) parts.push(text(state.finger ? 'finger' : 'empty'))
  if ('sheets' in state) parts.push(`${state.sheets} ${text('sheets')}`)
  if (state.jammed) parts.push(text('jammed'))
  return parts.join(' · ')
}

async function showStates() {
  const states = await (await fetch('/state')).json()
  for (const place of document.querySelectorAll('[data-state]')) {
    const state = states[place.dataset.state]
    place.textContent = stateText(state)
    place.dataset.off = String(state?.plugged === false || state?.jammed === true)
  }
}

let before = ''
async function showFrames() {
  const response = await fetch(`/devices/${element('watched').value}/frames`)
  const told = await response.text()
  const lang = document.documentElement.lang
  if (told + lang === before) return
  before = told + lang
  const list = document.createElement('ol')
  for (const entry of JSON.parse(told)) list.append(lineOf(entry, lang))
  const frames = element('frames')
  const atEnd = frames.scrollHeight - frames.scrollTop - frames.clientHeight < 40
  frames.replaceChildren(list)
  if (atEnd) frames.scrollTop = frames.scrollHeight
}

function lineOf({ at, event, bytes = '', more = 0, meaning }, lang) {
  const line = document.createElement('li')
  line.className = event === 'answer' ? 'answer' : ''
  const add = (name, content) => {
    const part = document.createElement(name === 'hex' ? 'code' : 'span')
    part.className = name
    part.textContent = content
    line.append(part, ' ')
  }
  add('at', `${(at / 1000).toFixed(2)} s`)
  add('meaning', more > 0 ? `${meaning[lang]} (+${more} ${text('more')})` : meaning[lang])
  if (bytes) add('hex', bytes.match(/../g).join(' '))
  return line
}

function speak(lang) {
  document.documentElement.lang = lang
  for (const option of document.querySelectorAll('option[data-vi]')) option.textContent = option.dataset[lang]
  document.title = lang === 'vi' ? 'Bộ thiết bị giả lập' : 'Emulator kit'
  tell('')
}

on(element('language'), 'click', async () => {
  speak(document.documentElement.lang === 'vi' ? 'en' : 'vi')
  await Promise.all([showStates(), showFrames()])
})
on(element('watched'), 'change', showFrames)
on(element('copy'), 'click', async () => {
  try {
    await navigator.clipboard.writeText(element('environment').textContent)
    tell(text('copied'))
  } catch {
    getSelection().selectAllChildren(element('environment'))
    tell(text('selected'))
  }
})

async function watch() {
  for (;;) {
    await Promise.all([showStates(), showFrames()]).catch(() => tell(text('gone')))
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
await watch()
