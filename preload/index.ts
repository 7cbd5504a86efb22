/** The bridge: the only thing the window sees of the app. Names of channels and events, nothing of Electron. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { channelNames, eventNames } from './contract/names.ts'
import type { AtTrackBridge } from './contract/index.ts'

const bridge: AtTrackBridge = {
  invoke: (name, input) => {
    if (!channelNames.has(name)) return Promise.reject(new TypeError('There is no such channel.'))
    return ipcRenderer.invoke(name, input)
  },
  on: (name, listener) => {
    if (!eventNames.has(name)) throw new TypeError('There is no such event.')
    const receive = (_event: IpcRendererEvent, payload: Parameters<typeof listener>[0]): void => listener(payload)
    ipcRenderer.on(name, receive)
    // Without a value: removeListener returns ipcRenderer, and through it the page could reach any channel.
    return () => void ipcRenderer.removeListener(name, receive)
  }
}

contextBridge.exposeInMainWorld('attrack', bridge)
