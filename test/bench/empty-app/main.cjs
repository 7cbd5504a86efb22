// The least an Electron app can be: what `npm run bench` compares AtTrack's start with.
const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1240,
    height: 820,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true }
  })
  window.once('ready-to-show', () => window.show())
  window.loadURL('data:text/html,<title>Empty</title><h1>Empty</h1>')
})
app.on('window-all-closed', () => app.quit())
