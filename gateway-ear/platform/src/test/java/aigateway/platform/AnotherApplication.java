package aigateway.platform;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Has classes of the gateway's own, as each web application has on Payara Micro, and everything else in common with us. */
final class AnotherApplication extends URLClassLoader {

    AnotherApplication() throws IOException {
        super(classPath(), AnotherApplication.class.getClassLoader());
    }

    private static URL[] classPath() throws IOException {
        List<URL> places = new ArrayList<>();
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
            places.add(Path.of(place).toUri().toURL());
        }
        return places.toArray(new URL[0]);
    }

    Object make(Class<?> ours) throws ReflectiveOperationException {
        return loadClass(ours.getName()).getDeclaredConstructor().newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("aigateway.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
