"""Every word of the app, English and Chinese side by side; `pages._shared.i18n` reads them."""
